// The state of one interpretation: changes are logged, taken back, and joined as deltas.
#include "infer_support.h"

enum { SLOTS = 4 };

typedef struct framed {
    tk_unit unit;
    tk_frame *frame;
    tk_fact integer, text;
} framed;

// A module with four variables; the frame starts with none of them bound.
static void framed_open(framed *self)
{
    analyse(&self->unit, "a = b = c = d = 1\n");
    self->frame =
        tk_frame_open(self->unit.infer, tk_program_module(tk_infer_program(self->unit.infer)));
    assert_int_equal(self->frame->code->slot_count, SLOTS);
    self->integer = tk_fact_of(tk_value_builtin(self->unit.infer->pool, TK_BUILTIN_INT));
    self->text = tk_fact_of(tk_value_builtin(self->unit.infer->pool, TK_BUILTIN_STR));
}

static void framed_close(framed *self)
{
    tk_frame_close(self->unit.infer, self->frame);
    tk_unit_close(&self->unit);
}

// The four variables on one line.
static void check_slots_at(framed *self, const char *expected, int line)
{
    tk_text out = {0};
    for (int i = 0; i < SLOTS; i++) {
        tk_text_add_string(&out, i ? ", " : "");
        add_fact(self->unit.infer, self->frame->slots[i], &out);
    }
    check_text_at(expected, tk_text_string(&out), __FILE__, line);
    tk_text_free(&out);
}
#define check_slots(self, expected) check_slots_at((self), (expected), __LINE__)

static void test_leaving_takes_changes_back(void **state)
{
    (void)state;
    framed self;
    framed_open(&self);
    tk_frame_set(self.frame, 0, self.integer);
    uint32_t mark = self.frame->log.len;
    tk_frame_set(self.frame, 0, self.text);
    tk_frame_set(self.frame, 1, self.integer);
    tk_frame_set(self.frame, 1, self.text);
    tk_delta delta = tk_frame_leave(self.frame, mark);
    check_slots(&self, "int definite, nothing, nothing, nothing");
    assert_true(delta.alive);
    assert_int_equal(delta.slots.len, 2);  // each slot once, with its value at the end
    assert_int_equal(self.frame->log.len, mark);
    tk_deltas ways = {0};
    tk_vec_push(&ways, delta);
    assert_true(tk_frame_merge(self.unit.infer, self.frame, &ways, false));
    check_slots(&self, "str definite, str definite, nothing, nothing");
    framed_close(&self);
}

// A way on which only one of the two slots changes leaves the other as it was before.
static void test_ways_are_joined(void **state)
{
    (void)state;
    framed self;
    framed_open(&self);
    tk_frame_set(self.frame, 0, self.integer);
    tk_frame_set(self.frame, 1, self.integer);
    tk_deltas ways = {0};
    uint32_t mark = self.frame->log.len;
    tk_frame_set(self.frame, 0, self.text);
    tk_frame_set(self.frame, 2, self.text);
    tk_vec_push(&ways, tk_frame_leave(self.frame, mark));
    tk_frame_set(self.frame, 0, self.text);
    tk_frame_set(self.frame, 1, self.text);
    tk_vec_push(&ways, tk_frame_leave(self.frame, mark));
    assert_true(tk_frame_merge(self.unit.infer, self.frame, &ways, false));
    check_slots(&self, "str definite, int | str definite, str definite, nothing");
    framed_close(&self);
}

static void test_staying_is_a_way_too(void **state)
{
    (void)state;
    framed self;
    framed_open(&self);
    tk_frame_set(self.frame, 0, self.integer);
    tk_deltas ways = {0};
    uint32_t mark = self.frame->log.len;
    tk_frame_set(self.frame, 0, self.text);
    tk_vec_push(&ways, tk_frame_leave(self.frame, mark));
    assert_true(tk_frame_merge(self.unit.infer, self.frame, &ways, true));
    check_slots(&self, "int | str definite, nothing, nothing, nothing");
    mark = self.frame->log.len;  // the same again changes nothing: a fixpoint
    tk_frame_set(self.frame, 0, self.text);
    tk_vec_push(&ways, tk_frame_leave(self.frame, mark));
    assert_false(tk_frame_merge(self.unit.infer, self.frame, &ways, true));
    framed_close(&self);
}

static void test_dead_ways_add_nothing(void **state)
{
    (void)state;
    framed self;
    framed_open(&self);
    tk_frame_set(self.frame, 0, self.integer);
    tk_deltas ways = {0};
    uint32_t mark = self.frame->log.len;
    tk_frame_set(self.frame, 0, self.text);
    self.frame->dead = true;
    tk_vec_push(&ways, tk_frame_leave(self.frame, mark));
    assert_false(self.frame->dead);
    tk_vec_push(&ways, tk_frame_leave(self.frame, mark));
    assert_false(tk_frame_merge(self.unit.infer, self.frame, &ways, false));
    check_slots(&self, "int definite, nothing, nothing, nothing");
    assert_false(self.frame->dead);
    self.frame->dead = true;
    tk_vec_push(&ways, tk_frame_leave(self.frame, mark));
    tk_frame_merge(self.unit.infer, self.frame, &ways, false);
    assert_true(self.frame->dead);  // no way leads on
    framed_close(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leaving_takes_changes_back),
        cmocka_unit_test(test_ways_are_joined),
        cmocka_unit_test(test_staying_is_a_way_too),
        cmocka_unit_test(test_dead_ways_add_nothing),
    };
    return support_run(tests);
}
