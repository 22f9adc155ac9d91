// The state of one interpretation: variables with a log of changes, so that a branch costs what it
// changes and not what there is.
#include <string.h>

#include "infer/trail.h"

// Room for so many variables; what is there stays, the rest is not set.
static void make_room(tk_frame *frame, uint32_t slots)
{
    if (slots < frame->slot_room)
        return;
    uint32_t room = slots + slots / 2 + 8;
    frame->slots = tk_memory_grow(frame->slots, room, sizeof *frame->slots);
    frame->stored = tk_memory_grow(frame->stored, room, sizeof *frame->stored);
    frame->merged = tk_memory_grow(frame->merged, room, sizeof *frame->merged);
    frame->stamps = tk_memory_grow(frame->stamps, room, sizeof *frame->stamps);
    frame->counts = tk_memory_grow(frame->counts, room, sizeof *frame->counts);
    frame->slot_room = room;
}

// An empty frame with the room of one that was closed, if there is one.
static tk_frame *spare(tk_infer *self)
{
    tk_frame *frame = self->spare;
    if (!frame)
        return tk_memory_zero(1, sizeof *frame);
    self->spare = frame->caller;
    frame->places.len = frame->log.len = frame->effects.len = 0;
    *frame = (tk_frame){.slots = frame->slots, .stored = frame->stored, .merged = frame->merged,
                        .stamps = frame->stamps, .counts = frame->counts, .temps = frame->temps,
                        .slot_room = frame->slot_room, .temp_room = frame->temp_room,
                        .places = frame->places, .log = frame->log, .effects = frame->effects};
    return frame;
}

tk_frame *tk_frame_open(tk_infer *self, const tk_code *code)
{
    tk_frame *frame = spare(self);
    uint32_t slots = code->slot_count, temps = code->instrs.len;
    frame->code = code;
    make_room(frame, slots);
    memset(frame->stored, 0, slots * sizeof *frame->stored);
    memset(frame->stamps, 0, slots * sizeof *frame->stamps);
    if (temps > frame->temp_room) {
        frame->temp_room = temps + temps / 2;
        frame->temps = tk_memory_grow(frame->temps, frame->temp_room, sizeof *frame->temps);
    }
    memset(frame->temps, 0, temps * sizeof *frame->temps);
    for (uint32_t i = 0; i < slots; i++)
        frame->slots[i] = TK_FACT_BOTTOM;
    frame->result = frame->yielded = TK_FACT_BOTTOM;
    frame->floor = frame->barred = TK_DEFINITE;
    frame->caller = self->top;
    self->top = frame;
    return frame;
}

void tk_frame_close(tk_infer *self, tk_frame *frame)
{
    self->top = frame->caller;
    for (uint32_t i = 0; i < frame->heads.len; i++)
        tk_vec_free(&frame->heads.at[i].slots);
    tk_vec_free(&frame->heads);
    frame->caller = self->spare;
    self->spare = frame;
}

void tk_frames_free(tk_infer *self)
{
    while (self->spare) {
        tk_frame *frame = self->spare;
        self->spare = frame->caller;
        free(frame->slots);
        free(frame->stored);
        free(frame->merged);
        free(frame->stamps);
        free(frame->counts);
        free(frame->temps);
        tk_vec_free(&frame->places);
        tk_vec_free(&frame->log);
        tk_vec_free(&frame->effects);
        free(frame);
    }
}

uint32_t tk_frame_follow(tk_frame *frame, tk_followed place)
{
    uint32_t slot = frame->code->slot_count + frame->places.len;
    tk_vec_push(&frame->places, place);
    make_room(frame, slot + 1);
    frame->slots[slot] = frame->merged[slot] = TK_FACT_BOTTOM;
    frame->stamps[slot] = 0;
    frame->counts[slot] = 0;
    return slot;
}

void tk_frame_set(tk_frame *frame, uint32_t slot, tk_fact fact)
{
    tk_vec_push(&frame->log, ((tk_slot_change){slot, frame->slots[slot]}));
    frame->slots[slot] = fact;
}

// The slots that changed since the log was `mark` long, each once, with what is in them.
static tk_slot_changes changed_since(tk_frame *frame, uint32_t mark)
{
    tk_slot_changes changed = {0};
    frame->stamp++;
    for (uint32_t i = mark; i < frame->log.len; i++) {
        uint32_t slot = frame->log.at[i].slot;
        if (frame->stamps[slot] == frame->stamp)
            continue;
        frame->stamps[slot] = frame->stamp;
        tk_vec_push(&changed, ((tk_slot_change){slot, frame->slots[slot]}));
    }
    return changed;
}

tk_delta tk_frame_changes(tk_frame *frame, uint32_t mark)
{
    return (tk_delta){.alive = true, .slots = changed_since(frame, mark)};
}

tk_delta tk_frame_leave(tk_frame *frame, uint32_t mark)
{
    tk_delta delta = {.alive = !frame->dead};
    if (delta.alive)
        delta.slots = changed_since(frame, mark);
    while (frame->log.len > mark) {
        tk_slot_change change = frame->log.at[--frame->log.len];
        frame->slots[change.slot] = change.old;
    }
    frame->dead = false;
    return delta;
}

// Adds one way's slots to the merge; `seen` counts the ways that changed a slot.
static void merge_way(tk_infer *self, tk_frame *frame, const tk_delta *way,
                      tk_slot_changes *touched)
{
    for (uint32_t i = 0; i < way->slots.len; i++) {
        tk_slot_change change = way->slots.at[i];
        if (frame->stamps[change.slot] != frame->stamp) {
            frame->stamps[change.slot] = frame->stamp;
            frame->merged[change.slot] = change.old;
            frame->counts[change.slot] = 1;
            tk_vec_push(touched, change);
        } else {
            frame->merged[change.slot] =
                tk_trail_join(self, frame, change.slot, frame->merged[change.slot], change.old);
            if (frame->counts[change.slot] < UINT8_MAX)
                frame->counts[change.slot]++;
        }
    }
}

bool tk_frame_merge(tk_infer *self, tk_frame *frame, tk_deltas *ways, bool stay)
{
    tk_slot_changes touched = {0};
    uint32_t alive = stay;
    bool changed = false;
    frame->stamp++;
    for (uint32_t i = 0; i < ways->len; i++) {
        if (!ways->at[i].alive)
            continue;
        alive++;
        merge_way(self, frame, &ways->at[i], &touched);
    }
    for (uint32_t i = 0; i < touched.len; i++) {
        uint32_t slot = touched.at[i].slot;
        tk_fact merged = frame->merged[slot];
        if (frame->counts[slot] < alive)
            merged = tk_trail_join(self, frame, slot, merged, frame->slots[slot]);
        if (!tk_fact_equal(merged, frame->slots[slot])) {
            tk_frame_set(frame, slot, merged);
            changed = true;
        }
    }
    tk_vec_free(&touched);
    tk_deltas_free(ways);
    frame->dead = alive == 0;
    return changed;
}

// The first head at `index` or behind it.
static uint32_t head_at(const tk_frame *frame, uint32_t index)
{
    uint32_t low = 0, high = frame->heads.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (frame->heads.at[middle].index < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool tk_frame_loop_begin(tk_infer *self, tk_frame *frame, uint32_t index)
{
    uint32_t at = head_at(frame, index);
    if (!frame->loop || at == frame->heads.len || frame->heads.at[at].index != index)
        return false;
    const tk_loop_head *head = &frame->heads.at[at];
    for (uint32_t i = 0; i < head->slots.len; i++) {
        uint32_t slot = head->slots.at[i].slot;
        tk_fact joined = tk_trail_join(self, frame, slot, frame->slots[slot], head->slots.at[i].old);
        if (!tk_fact_equal(joined, frame->slots[slot]))
            tk_frame_set(frame, slot, joined);
    }
    return head->changes;
}

void tk_frame_loop_keep(tk_frame *frame, uint32_t index, uint32_t mark, bool changes)
{
    if (!frame->loop)
        return;
    uint32_t at = head_at(frame, index), count = frame->heads.len;
    if (at == count || frame->heads.at[at].index != index) {
        tk_vec_push(&frame->heads, (tk_loop_head){0});
        memmove(frame->heads.at + at + 1, frame->heads.at + at, (count - at) * sizeof *frame->heads.at);
        frame->heads.at[at] = (tk_loop_head){.index = index};
    }
    tk_loop_head *head = &frame->heads.at[at];
    tk_vec_free(&head->slots);
    head->slots = changed_since(frame, mark);
    head->changes = changes;
}

tk_deltas tk_deltas_copy(const tk_deltas *ways)
{
    tk_deltas copy = {0};
    for (uint32_t i = 0; i < ways->len; i++) {
        tk_delta way = {.alive = ways->at[i].alive};
        for (uint32_t j = 0; j < ways->at[i].slots.len; j++)
            tk_vec_push(&way.slots, ways->at[i].slots.at[j]);
        tk_vec_push(&copy, way);
    }
    return copy;
}

void tk_deltas_free(tk_deltas *ways)
{
    for (uint32_t i = 0; i < ways->len; i++)
        tk_vec_free(&ways->at[i].slots);
    tk_vec_free(ways);
}
