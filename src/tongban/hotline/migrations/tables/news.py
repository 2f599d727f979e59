"""What happened to orders that other platforms sent: a projection of the ledger."""

from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        "OrderNews",
        [
            ("no", models.BigAutoField(primary_key=True, serialize=False)),
            ("origin", models.CharField(max_length=40)),
            (
                "order",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="hotline.order"),
            ),
            ("event", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("what", models.CharField(max_length=16)),
            ("at", models.DateTimeField()),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("order", "event", "seq"), name="order_news_once")],
            "indexes": [models.Index(fields=["origin", "no"], name="order_news_since")],
        },
    )
]
