"""`manage learn_topics`: a model from the root's own closed orders, in the data folder. Needs numpy (extra `text`)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tongban.hotline.queries.proposals import learnable, model_path
from tongban.hotline.text.learning import Letter
from tongban.hotline.text.model import write_model
from tongban.hotline.text.training import trained
from tongban.kernel.refusals import Refused

MOST = 50_000


class Command(BaseCommand):
    """Learns, judges itself on what it left out, and tells how well each topic is found."""

    help = "Learn topics from the closed orders of this installation."

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes the model only when there was enough to learn from."""
        rows = learnable(MOST)
        letters = [Letter(title, text) for title, text, _ in rows]
        try:
            at = timezone.now().isoformat(timespec="seconds")
            model = trained(letters, [topic for _, _, topic in rows], at=at)
        except Refused as refused:
            raise CommandError(refused.refusal.sentence("zh")) from None
        model_path().parent.mkdir(parents=True, exist_ok=True)
        write_model(model_path(), model)
        self.stdout.write(f"{model_path()}：{model.facts['orders']} 件，macro-F1 {model.facts['macro_f1']}")
        by_class: Any = model.facts["by_class"]
        for name, one in by_class.items():
            self.stdout.write(f"  {name} {one['f1']:.3f}（{one['orders']} 件）")
