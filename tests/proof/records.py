"""What is taken out of what is kept of records."""

from typing import Final

from tests.proof.mutant import Mutant

_LEAST: Final = "Of a record only the named fields are kept"
MUTANTS: Final = (
    Mutant(
        promise=_LEAST,
        without="only what the desk file names",
        file="bot/records/mapping.py",
        before="    fields = {name: _text(_at(raw, path)) for name, path in spec.fields.items()}\n",
        after="    fields = {name: _text(_at(raw, path)) for name, path in [*spec.fields.items(), *zip(raw, raw)]}\n",
        test="tests/unit/records/test_contract.py::test_ones_own_record_in_the_fields_of_the_desk_file_and_no_others",
    ),
    Mutant(
        promise=_LEAST,
        without="only what the type names",
        file="bot/domain/records.py",
        before="for name, value in record.fields.items() if name in allowed}\n",
        after="for name, value in record.fields.items() if allowed}\n",
        test="tests/unit/test_gate.py::test_whose_a_record_is",
    ),
)
