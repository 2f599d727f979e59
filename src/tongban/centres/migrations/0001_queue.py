"""Days, bookings and queue numbers of service centres, under the ledger's guard."""

import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("agencies", "0002_windows_close"),
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceDay',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('capacity', models.PositiveSmallIntegerField()),
                ('seq', models.IntegerField()),
                ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
            ],
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('starts', models.TimeField()),
                ('place', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=8)),
                ('state', models.CharField(default='booked', max_length=10)),
                ('made_at', models.DateTimeField()),
                ('seq', models.IntegerField()),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.party')),
                ('service_day', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='centres.serviceday')),
            ],
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('series', models.CharField(max_length=1)),
                ('no', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='waiting', max_length=8)),
                ('taken_at', models.DateTimeField()),
                ('called_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('booking', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ticket', to='centres.booking')),
                ('party', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.party')),
                ('service_day', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='centres.serviceday')),
                ('window', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.window')),
            ],
        ),
        migrations.AddConstraint(
            model_name='serviceday',
            constraint=models.UniqueConstraint(fields=('centre', 'day'), name='service_day_once'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['booked', 'cancelled', 'kept', 'missed'])), name='booking_state'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('service_day', 'starts', 'place'), name='booking_place_once'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'booked')), fields=('service_day', 'party'), name='booking_one_a_day'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.UniqueConstraint(fields=('service_day', 'code'), name='booking_code_once'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'called', 'served', 'missed'])), name='ticket_state'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(fields=('service_day', 'series', 'no'), name='ticket_number_once'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'called'])), fields=('service_day', 'party'), name='ticket_one_each'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'called')), fields=('window',), name='ticket_one_a_window'),
        ),
        Govern("centres_serviceday", kind="service_day", subject_column="id"),
        Govern("centres_booking", kind="booking", subject_column="id"),
        Govern("centres_ticket", kind="ticket", subject_column="id"),
    ]
