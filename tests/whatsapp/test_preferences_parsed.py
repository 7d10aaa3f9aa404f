"""What people told WhatsApp itself about this business's marketing."""

from datetime import UTC, datetime

from conecta.whatsapp.types import Person, UserPreference
from conecta.whatsapp.words import Preference
from tests.whatsapp.deliveries import PHONE_NUMBER_ID, WABA_ID, only_event


def test_a_stop_names_the_person_and_the_moment() -> None:
    assert only_event("user_preferences__stop") == UserPreference(
        waba_id=WABA_ID,
        phone_number_id=PHONE_NUMBER_ID,
        at=datetime(2027, 1, 1, tzinfo=UTC),
        person=Person(wa_id="5511987654321", user_id="BR.1A2B3C4D5E", profile_name="Ana Souza"),
        category="marketing_messages",
        value=Preference.STOP,
        value_name="stop",
        details="User requested to stop marketing messages",
    )


def test_a_sign_up_may_come_without_a_phone() -> None:
    signed = only_event("user_preferences__signup")

    assert isinstance(signed, UserPreference)
    assert (signed.value, signed.person) == (Preference.SIGNUP, Person(user_id="BR.1A2B3C4D5E"))
