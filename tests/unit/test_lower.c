// The IR of every kind of statement and expression.
#include "infer_support.h"

// What the operands a, b and c of an operation are: t a temp, s a slot, n a name, v a value, i a
// number, e the end of a range, - nothing to show. Operations that are not listed show none.
static const char *const shapes[TK_OP_COUNT] = {
    [TK_OP_CONST] = "v",
    [TK_OP_LOAD] = "sn",
    [TK_OP_LOAD_FREE] = "is",
    [TK_OP_LOAD_NAME] = "n",
    [TK_OP_ATTRIBUTE] = "tn",
    [TK_OP_SUBSCRIPT] = "tt",
    [TK_OP_CALL] = "t",
    [TK_OP_BINARY] = "ttn",
    [TK_OP_COMPARE] = "ttn",
    [TK_OP_CONTAINS] = "tt",
    [TK_OP_IDENTITY] = "tt",
    [TK_OP_UNARY] = "t-n",
    [TK_OP_NOT] = "t",
    [TK_OP_AND] = "tte",
    [TK_OP_OR] = "tte",
    [TK_OP_CHOICE] = "t",
    [TK_OP_VALUE] = "t",
    [TK_OP_YIELD] = "t",
    [TK_OP_ELEMENT] = "t",
    [TK_OP_UNPACK] = "tii",
    [TK_OP_FUNCTION] = "i",
    [TK_OP_CLASS] = "i",
    [TK_OP_IMPORT] = "n",
    [TK_OP_IMPORT_FROM] = "nni",
    [TK_OP_ENTER] = "t",
    [TK_OP_TYPED] = "-t",
    [TK_OP_STORE] = "st",
    [TK_OP_STORE_FREE] = "ist",
    [TK_OP_STORE_NAME] = "nt",
    [TK_OP_DELETE] = "s",
    [TK_OP_SET_ATTRIBUTE] = "tnt",
    [TK_OP_SET_SUBSCRIPT] = "ttt",
    [TK_OP_DELETE_SUBSCRIPT] = "tt",
    [TK_OP_ADD_TO] = "ttt",
    [TK_OP_IF] = "tee",
    [TK_OP_FOR] = "-ee",
    [TK_OP_WHILE] = "-ee",
    [TK_OP_TEST] = "t",
    [TK_OP_WITH] = "-e",
    [TK_OP_RETURN] = "t",
    [TK_OP_ASSERT] = "t",
};

static void add_operand(const tk_program *program, char shape, uint32_t number, tk_text *out)
{
    tk_text_add_char(out, ' ');
    if (shape == 'n') {
        tk_slice name = tk_names_text(program->names, (tk_name){number});
        tk_text_add_slice(out, name.len ? name : TK_SLICE("?"));
    } else if (shape == 'v') {
        tk_value_render(program->pool, (tk_value){number}, out);
    } else {
        tk_text_format(out, "%s%u",
                       shape == 't'   ? "%"
                       : shape == 's' ? "$"
                       : shape == 'e' ? "->"
                                      : "",
                       number);
    }
}

static void add_list(const tk_program *program, const tk_code *code, const tk_instr *instr,
                     tk_text *out)
{
    static const char *const prefixes[] = {"%", "*%", "**%", "%", "->"};
    tk_text_add_string(out, instr->n ? " (" : "");
    for (uint32_t i = 0; i < instr->n; i++) {
        const tk_operand *operand = &code->operands.at[instr->list + i];
        tk_text_add_string(out, i ? " " : "");
        if (operand->kind == TK_OPERAND_KEYWORD) {
            tk_text_add_slice(out, tk_names_text(program->names, operand->name));
            tk_text_add_char(out, '=');
        }
        tk_text_format(out, "%s%u", prefixes[operand->kind], operand->temp);
    }
    tk_text_add_string(out, instr->n ? ")" : "");
}

// "INDEX operation operands (list)" per line
static void add_code(const tk_program *program, const tk_code *code, tk_text *out)
{
    for (uint32_t i = 1; i < code->instrs.len; i++) {
        const tk_instr *instr = &code->instrs.at[i];
        const uint32_t numbers[3] = {instr->a, instr->b, instr->c};
        const char *shape = shapes[instr->op] ? shapes[instr->op] : "";
        tk_text_format(out, "%u %s", i, tk_op_name((tk_op)instr->op));
        for (int k = 0; shape[k]; k++)
            if (shape[k] != '-')
                add_operand(program, shape[k], numbers[k], out);
        add_list(program, code, instr, out);
        tk_text_add_string(out, instr->flag ? " flag\n" : "\n");
    }
}

static void add_program(const char *python, tk_text *out)
{
    tk_unit unit;
    analyse(&unit, python);
    tk_program *program = tk_infer_program(unit.infer);
    add_code(program, tk_program_module(program), out);
    for (uint32_t i = 1; i < program->defs.len; i++) {
        tk_text_format(out, "def %u\n", i);
        add_code(program, tk_program_def(program, i), out);
    }
    for (uint32_t i = 1; i < program->classes.len; i++) {
        tk_text_format(out, "class %u\n", i);
        add_code(program, tk_program_class(program, i), out);
    }
    tk_unit_close(&unit);
}

static void check_ir_at(const char *python, const char *expected, int line)
{
    tk_text out = {0};
    add_program(python, &out);
    check_text_at(expected, tk_text_string(&out), __FILE__, line);
    tk_text_free(&out);
}
#define check_ir(python, expected) check_ir_at((python), (expected), __LINE__)

static void test_assignments(void **state)
{
    (void)state;
    check_ir("x = 1\n"
             "a, (b, *c) = x\n"
             "x.y = x[0] = x[1:, :] = 3\n"
             "x: int = 2\n"
             "y: str\n",
             "1 const int\n"
             "2 store $0 %1\n"
             "3 load $0 x\n"
             "4 unpack %3 0 2\n"
             "5 store $1 %4\n"
             "6 unpack %3 1 2\n"
             "7 unpack %6 0 2\n"
             "8 store $2 %7\n"
             "9 unpack %6 1 2 flag\n"
             "10 store $3 %9\n"
             "11 const int\n"
             "12 load $0 x\n"
             "13 set-attribute %12 y %11\n"
             "14 load $0 x\n"
             "15 const int\n"
             "16 set-subscript %14 %15 %11\n"
             "17 load $0 x\n"
             "18 const int\n"
             "19 slice (%18)\n"
             "20 slice flag\n"
             "21 tuple (%19 %20)\n"
             "22 set-subscript %17 %21 %11\n"
             "23 const int\n"
             "24 typed %23\n"
             "25 store $0 %24\n"
             "26 typed %0\n"
             "27 store $4 %26\n");
}

static void test_augmented_assignments(void **state)
{
    (void)state;
    check_ir("x += 1\n"
             "x.y *= 2\n"
             "x[0] -= 3\n",
             "1 load $0 x\n"
             "2 const int\n"
             "3 binary %1 %2 __add__ flag\n"
             "4 store $0 %3\n"
             "5 load $0 x\n"
             "6 attribute %5 y\n"
             "7 const int\n"
             "8 binary %6 %7 __mul__ flag\n"
             "9 load $0 x\n"
             "10 set-attribute %9 y %8\n"
             "11 load $0 x\n"
             "12 const int\n"
             "13 subscript %11 %12\n"
             "14 const int\n"
             "15 binary %13 %14 __sub__ flag\n"
             "16 set-subscript %11 %12 %15\n");
}

static void test_deletions(void **state)
{
    (void)state;
    check_ir("del x, y.z, y[0]\n", "1 delete $0\n"
                                   "2 load-name y\n"
                                   "3 attribute %2 z\n"
                                   "4 load-name y\n"
                                   "5 const int\n"
                                   "6 delete-subscript %4 %5\n");
}

static void test_names(void **state)
{
    (void)state;
    check_ir("import math\n"
             "def f(a):\n"
             "    global g\n"
             "    g = a\n"
             "    def inner():\n"
             "        nonlocal a\n"
             "        a = b\n"
             "        return a, math, f, len\n"
             "    b = 1\n"
             "    return inner\n",
             "1 import math\n"
             "2 store $0 %1\n"
             "3 function 1\n"
             "4 store $1 %3\n"
             "def 1\n"
             "1 load $0 a\n"
             "2 store-name g %1\n"
             "3 function 2\n"
             "4 store $1 %3\n"
             "5 const int\n"
             "6 store $2 %5\n"
             "7 load $1 inner\n"
             "8 return %7\n"
             "def 2\n"
             "1 load-free 2 $2\n"
             "2 store-free 2 $0 %1\n"
             "3 load-free 2 $0\n"
             "4 load-name math\n"
             "5 load-name f\n"
             "6 load-name len\n"
             "7 tuple (%3 %4 %5 %6)\n"
             "8 return %7\n");
}

static void test_operators(void **state)
{
    (void)state;
    check_ir("x = 1\n"
             "-x + x * 2 ** x // ~x\n"
             "not x\n"
             "x < 1 <= x != 3\n"
             "x in x\n"
             "x not in x\n"
             "x is None\n"
             "x is not x\n"
             "x @ x | x\n",
             "1 const int\n"
             "2 store $0 %1\n"
             "3 load $0 x\n"
             "4 unary %3 __neg__\n"
             "5 load $0 x\n"
             "6 const int\n"
             "7 load $0 x\n"
             "8 binary %6 %7 __pow__\n"
             "9 binary %5 %8 __mul__\n"
             "10 load $0 x\n"
             "11 unary %10 __invert__\n"
             "12 binary %9 %11 __floordiv__\n"
             "13 binary %4 %12 __add__\n"
             "14 load $0 x\n"
             "15 not %14\n"
             "16 load $0 x\n"
             "17 const int\n"
             "18 compare %16 %17 __lt__\n"
             "19 load $0 x\n"
             "20 compare %17 %19 __le__\n"
             "21 const int\n"
             "22 compare %19 %21 __ne__ flag\n"
             "23 load $0 x\n"
             "24 load $0 x\n"
             "25 contains %23 %24\n"
             "26 load $0 x\n"
             "27 load $0 x\n"
             "28 contains %26 %27 flag\n"
             "29 load $0 x\n"
             "30 const None\n"
             "31 is %29 %30\n"
             "32 load $0 x\n"
             "33 load $0 x\n"
             "34 is %32 %33 flag\n"
             "35 load $0 x\n"
             "36 load $0 x\n"
             "37 binary %35 %36 __matmul__\n"
             "38 load $0 x\n"
             "39 binary %37 %38 __or__\n");
}

static void test_conditions(void **state)
{
    (void)state;
    check_ir("x = 1\n"
             "x and 1 or 2\n"
             "1 if x else 2\n"
             "(y := x)\n",
             "1 const int\n"
             "2 store $0 %1\n"
             "3 load $0 x\n"
             "4 and %3 %5 ->6\n"
             "5 const int\n"
             "6 or %4 %7 ->8\n"
             "7 const int\n"
             "8 load $0 x\n"
             "9 choice %8 (%10 %11 %11 %12)\n"
             "10 const int\n"
             "11 const int\n"
             "12 load $0 x\n"
             "13 store $1 %12\n");
}

static void test_calls(void **state)
{
    (void)state;
    check_ir("f()\n"
             "f(1, *x, k=2, **m)\n"
             "x.y.z(x)(2)\n"
             "f(i for i in x)\n"
             "await f(x)\n",
             "1 load-name f\n"
             "2 call %1\n"
             "3 load-name f\n"
             "4 const int\n"
             "5 load-name x\n"
             "6 const int\n"
             "7 load-name m\n"
             "8 call %3 (%4 *%5 k=%6 **%7)\n"
             "9 load-name x\n"
             "10 attribute %9 y\n"
             "11 attribute %10 z\n"
             "12 load-name x\n"
             "13 call %11 (%12)\n"
             "14 const int\n"
             "15 call %13 (%14)\n"
             "16 load-name f\n"
             "17 list flag\n"
             "18 load-name x\n"
             "19 for ->24 ->24\n"
             "20 element %18\n"
             "21 store $0 %20\n"
             "22 load $0 i\n"
             "23 add-to %17 %22 %0\n"
             "24 value %17\n"
             "25 call %16 (%24)\n"
             "26 load-name f\n"
             "27 load-name x\n"
             "28 call %26 (%27)\n"
             "29 value %28\n");
}

static void test_displays(void **state)
{
    (void)state;
    check_ir("[1, *x]\n"
             "(1, 'a', b'b')\n"
             "{1, 2}\n"
             "{1: 2, **x}\n"
             "()\n"
             "[x, (1,)][0]\n",
             "1 const int\n"
             "2 load-name x\n"
             "3 list (%1 *%2)\n"
             "4 const int\n"
             "5 const str\n"
             "6 const bytes\n"
             "7 tuple (%4 %5 %6)\n"
             "8 const int\n"
             "9 const int\n"
             "10 set (%8 %9)\n"
             "11 const int\n"
             "12 const int\n"
             "13 load-name x\n"
             "14 dict (%11 %12 %0 **%13)\n"
             "15 tuple\n"
             "16 load-name x\n"
             "17 const int\n"
             "18 tuple (%17)\n"
             "19 list (%16 %18)\n"
             "20 const int\n"
             "21 subscript %19 %20\n");
}

static void test_subscripts(void **state)
{
    (void)state;
    check_ir("x[0]\n"
             "x[0, 1]\n"
             "x[1:2:3]\n"
             "x[:]\n"
             "x[..., None]\n",
             "1 load-name x\n"
             "2 const int\n"
             "3 subscript %1 %2\n"
             "4 load-name x\n"
             "5 const int\n"
             "6 const int\n"
             "7 tuple (%5 %6)\n"
             "8 subscript %4 %7\n"
             "9 load-name x\n"
             "10 const int\n"
             "11 const int\n"
             "12 const int\n"
             "13 slice (%10 %11 %12)\n"
             "14 subscript %9 %13\n"
             "15 load-name x\n"
             "16 slice flag\n"
             "17 subscript %15 %16\n"
             "18 load-name x\n"
             "19 const ellipsis\n"
             "20 const None\n"
             "21 tuple (%19 %20)\n"
             "22 subscript %18 %21\n");
}

static void test_text(void **state)
{
    (void)state;
    check_ir("'plain'\n"
             "'two' 'parts'\n"
             "f'{x}'\n"
             "f'{x!r:>{w}} and {y}'\n"
             "f'{x}' 'tail'\n",
             "1 const str\n"
             "2 const str\n"
             "3 load-name x\n"
             "4 text (%3)\n"
             "5 load-name x\n"
             "6 load-name y\n"
             "7 text (%5 %6)\n"
             "8 load-name x\n"
             "9 text (%8)\n");
}

static void test_numbers(void **state)
{
    (void)state;
    check_ir("1_000\n"
             "0xff\n"
             "2.5\n"
             "3j\n"
             "99999999999\n"
             "True\n"
             "None\n",
             "1 const int\n"
             "2 const int\n"
             "3 const float\n"
             "4 const complex\n"
             "5 const int\n"
             "6 const bool\n"
             "7 const None\n");
}

static void test_comprehensions(void **state)
{
    (void)state;
    check_ir("[i for i in x if i for j in i]\n"
             "{k: v for k, v in x}\n"
             "{i for i in x}\n"
             "(i for i in x)\n",
             "1 list\n"
             "2 load-name x\n"
             "3 for ->14 ->14\n"
             "4 element %2\n"
             "5 store $0 %4\n"
             "6 load $0 i\n"
             "7 if %6 ->14 ->14\n"
             "8 load $0 i\n"
             "9 for ->14 ->14\n"
             "10 element %8\n"
             "11 store $1 %10\n"
             "12 load $0 i\n"
             "13 add-to %1 %12 %0\n"
             "14 value %1\n"
             "15 dict\n"
             "16 load-name x\n"
             "17 for ->26 ->26\n"
             "18 element %16\n"
             "19 unpack %18 0 2\n"
             "20 store $2 %19\n"
             "21 unpack %18 1 2\n"
             "22 store $3 %21\n"
             "23 load $2 k\n"
             "24 load $3 v\n"
             "25 add-to %15 %23 %24\n"
             "26 value %15\n"
             "27 set\n"
             "28 load-name x\n"
             "29 for ->34 ->34\n"
             "30 element %28\n"
             "31 store $4 %30\n"
             "32 load $4 i\n"
             "33 add-to %27 %32 %0\n"
             "34 value %27\n"
             "35 list flag\n"
             "36 load-name x\n"
             "37 for ->42 ->42\n"
             "38 element %36\n"
             "39 store $5 %38\n"
             "40 load $5 i\n"
             "41 add-to %35 %40 %0\n"
             "42 value %35\n");
}

static void test_branches(void **state)
{
    (void)state;
    check_ir("x = 1\n"
             "if x:\n"
             "    y = 1\n"
             "elif z:\n"
             "    y = 2\n"
             "else:\n"
             "    y = 3\n",
             "1 const int\n"
             "2 store $0 %1\n"
             "3 load $0 x\n"
             "4 if %3 ->7 ->13\n"
             "5 const int\n"
             "6 store $1 %5\n"
             "7 load-name z\n"
             "8 if %7 ->11 ->13\n"
             "9 const int\n"
             "10 store $1 %9\n"
             "11 const int\n"
             "12 store $1 %11\n");
}

static void test_loops(void **state)
{
    (void)state;
    check_ir("for a, b in x:\n"
             "    if a:\n"
             "        continue\n"
             "    break\n"
             "else:\n"
             "    y = 1\n"
             "while x:\n"
             "    y = 2\n"
             "else:\n"
             "    y = 3\n",
             "1 load-name x\n"
             "2 for ->12 ->14\n"
             "3 element %1\n"
             "4 unpack %3 0 2\n"
             "5 store $0 %4\n"
             "6 unpack %3 1 2\n"
             "7 store $1 %6\n"
             "8 load $0 a\n"
             "9 if %8 ->11 ->11\n"
             "10 continue\n"
             "11 break\n"
             "12 const int\n"
             "13 store $2 %12\n"
             "14 while ->19 ->21\n"
             "15 load-name x\n"
             "16 test %15\n"
             "17 const int\n"
             "18 store $2 %17\n"
             "19 const int\n"
             "20 store $2 %19\n");
}

static void test_handlers(void **state)
{
    (void)state;
    check_ir("try:\n"
             "    x = 1\n"
             "except (TypeError, ValueError) as e:\n"
             "    x = 2\n"
             "except KeyError:\n"
             "    raise\n"
             "else:\n"
             "    x = 3\n"
             "finally:\n"
             "    x = 4\n",
             "1 try (->4 ->8 ->9 ->11 ->13) flag\n"
             "2 const int\n"
             "3 store $0 %2\n"
             "4 unknown\n"
             "5 store $1 %4\n"
             "6 const int\n"
             "7 store $0 %6\n"
             "8 raise\n"
             "9 const int\n"
             "10 store $0 %9\n"
             "11 const int\n"
             "12 store $0 %11\n");
}

static void test_with_blocks(void **state)
{
    (void)state;
    check_ir("with a, b() as c:\n"
             "    d = c\n",
             "1 load-name a\n"
             "2 enter %1\n"
             "3 load-name b\n"
             "4 call %3\n"
             "5 enter %4\n"
             "6 store $0 %5\n"
             "7 with ->10 (%1 %4)\n"
             "8 load $0 c\n"
             "9 store $1 %8\n");
}

static void test_matches(void **state)
{
    (void)state;
    check_ir("match x:\n"
             "    case 1:\n"
             "        y = 1\n"
             "    case (a, *b):\n"
             "        y = a\n"
             "    case {'k': v, **rest}:\n"
             "        y = v\n"
             "    case _:\n"
             "        y = None\n",
             "1 load-name x\n"
             "2 match (->7 ->19 ->27 ->30) flag\n"
             "3 unknown\n"
             "4 store-name x %3\n"
             "5 const int\n"
             "6 store $0 %5\n"
             "7 unknown\n"
             "8 store $1 %7\n"
             "9 unknown\n"
             "10 store $2 %9\n"
             "11 unknown\n"
             "12 store-name x %11\n"
             "13 unpack %1 0 2\n"
             "14 store $1 %13\n"
             "15 unpack %1 1 2 flag\n"
             "16 store $2 %15\n"
             "17 load $1 a\n"
             "18 store $0 %17\n"
             "19 unknown\n"
             "20 store $3 %19\n"
             "21 unknown\n"
             "22 store $4 %21\n"
             "23 unknown\n"
             "24 store-name x %23\n"
             "25 load $3 v\n"
             "26 store $0 %25\n"
             "27 store-name x %1\n"
             "28 const None\n"
             "29 store $0 %28\n");
}

static void test_functions(void **state)
{
    (void)state;
    check_ir("@d\n"
             "def f(a, b=1, *, k=x) -> int:\n"
             "    return a\n"
             "lambda p, q=2: p\n"
             "def g():\n"
             "    yield 1\n"
             "    x = yield\n"
             "    yield from f(1)\n"
             "async def h():\n"
             "    async for i in x:\n"
             "        await i\n"
             "    return\n",
             "1 load-name d\n"
             "2 const int\n"
             "3 load-name x\n"
             "4 function 1 (b=%2 k=%3)\n"
             "5 call %1 (%4)\n"
             "6 store $0 %5\n"
             "7 const int\n"
             "8 function 2 (q=%7)\n"
             "9 function 3\n"
             "10 store $1 %9\n"
             "11 function 4\n"
             "12 store $2 %11\n"
             "def 1\n"
             "1 load $0 a\n"
             "2 return %1\n"
             "def 2\n"
             "1 load $0 p\n"
             "2 return %1\n"
             "def 3\n"
             "1 const int\n"
             "2 yield %1\n"
             "3 const None\n"
             "4 yield %3\n"
             "5 store $0 %4\n"
             "6 load-name f\n"
             "7 const int\n"
             "8 call %6 (%7)\n"
             "9 yield %8 flag\n"
             "def 4\n"
             "1 load-name x\n"
             "2 for ->7 ->7\n"
             "3 element %1\n"
             "4 store $0 %3\n"
             "5 load $0 i\n"
             "6 value %5\n"
             "7 const None\n"
             "8 return %7\n");
}

static void test_classes(void **state)
{
    (void)state;
    check_ir("@d\n"
             "class A(B, C, k=1):\n"
             "    x = 1\n"
             "    def m(self):\n"
             "        return self.x\n",
             "1 load-name d\n"
             "2 load-name B\n"
             "3 load-name C\n"
             "4 const int\n"
             "5 class 1 (%2 %3 k=%4)\n"
             "6 call %1 (%5)\n"
             "7 store $0 %6\n"
             "def 1\n"
             "1 load $0 self\n"
             "2 attribute %1 x\n"
             "3 return %2\n"
             "class 1\n"
             "1 const int\n"
             "2 store $0 %1\n"
             "3 function 1\n"
             "4 store $1 %3\n");
}

static void test_imports(void **state)
{
    (void)state;
    check_ir("import a.b\n"
             "import a.b as c\n"
             "from a.b import d as e, f\n"
             "from . import g\n"
             "from ..h import i\n"
             "from j import *\n",
             "1 import a\n"
             "2 store $0 %1\n"
             "3 import a.b\n"
             "4 store $1 %3\n"
             "5 import-from a.b d 0\n"
             "6 store $2 %5\n"
             "7 import-from a.b f 0\n"
             "8 store $3 %7\n"
             "9 import-from . g 1\n"
             "10 store $4 %9\n"
             "11 import-from ..h i 2\n"
             "12 store $5 %11\n");
}

static void test_other_statements(void **state)
{
    (void)state;
    check_ir("assert x, 'm'\n"
             "raise E from x\n"
             "pass\n"
             "print(x); y = 1\n",
             "1 load-name x\n"
             "2 assert %1\n"
             "3 const str\n"
             "4 load-name E\n"
             "5 load-name x\n"
             "6 raise\n"
             "7 load-name print\n"
             "8 load-name x\n"
             "9 call %7 (%8)\n"
             "10 const int\n"
             "11 store $0 %10\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_assignments),
        cmocka_unit_test(test_augmented_assignments),
        cmocka_unit_test(test_deletions),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_operators),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_calls),
        cmocka_unit_test(test_displays),
        cmocka_unit_test(test_subscripts),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_comprehensions),
        cmocka_unit_test(test_branches),
        cmocka_unit_test(test_loops),
        cmocka_unit_test(test_handlers),
        cmocka_unit_test(test_with_blocks),
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_imports),
        cmocka_unit_test(test_other_statements),
    };
    return support_run(tests);
}
