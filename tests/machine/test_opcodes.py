"""The table of opcodes covers the language, and the language's programs fit the machine."""

import pytest

from gradscape.language.errors import LanguageError
from gradscape.language.functions import WORDS
from gradscape.language.lowering import MAXIMUM_INSTRUCTIONS, lower
from gradscape.language.parser import parse
from gradscape.language.registers import SCRATCH_REGISTERS, VARIABLE_REGISTERS
from gradscape.machine.opcodes import NUMBER_OF


@pytest.mark.parametrize("word", WORDS.values(), ids=lambda word: word.name)
def test_every_word_of_the_language_lowers_to_opcodes_of_the_machine(word):
    arguments = ["x > y", "x", "y"] if word.name == "if" else ["x", "y", "z"][: word.fewest]
    code = lower(parse(f"{word.name}({', '.join(arguments)})"))
    assert {instruction.opcode for instruction in code.instructions} <= NUMBER_OF.keys()


def test_a_common_subexpression_is_computed_once():
    code = lower(parse("sin(x y) + sin(x y)^2 + sin(y x)"))
    assert [instruction.opcode for instruction in code.instructions].count("sin") == 1


def test_a_deep_expression_stays_within_the_registers():
    source = "x"
    for _ in range(15):
        source = f"y - (x/(1 + {source}))"
    used = {instruction.destination for instruction in lower(parse(source)).instructions}
    assert max(used) < VARIABLE_REGISTERS + SCRATCH_REGISTERS


def test_a_too_long_program_is_refused_in_words():
    with pytest.raises(LanguageError, match=f"more than {MAXIMUM_INSTRUCTIONS} operations"):
        lower(parse("+".join(f"sin({i}x)" for i in range(300))))


def test_parameters_are_immediates_so_that_a_slider_changes_no_instruction():
    code = lower(parse("f(x) = a*b*x + c"))
    assert [instruction.opcode for instruction in code.instructions] == ["scale", "shift"]


def test_a_name_of_an_earlier_line_can_be_a_factor_twice():
    code = lower(parse("r = x + 1\nr*r"))
    assert [instruction.opcode for instruction in code.instructions] == ["shift", "square"]
