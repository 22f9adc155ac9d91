#include "driver.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

void tk_inputs_free(tk_inputs *self)
{
    for (uint32_t i = 0; i < self->list.len; i++)
        free(self->list.at[i].path);
    tk_vec_free(&self->list);
}

typedef struct queued {
    uint64_t bytes;
    uint32_t input;
} queued;

// What the threads share. Each takes the next entry of the queue; nothing else is written by two.
typedef struct pool {
    const tk_inputs *inputs;
    const queued *queue;
    atomic_uint next;
    tk_driver_work *work;
    const void *context;
    tk_file_result *results;
} pool;

static int compare_size(const void *a, const void *b)
{
    const queued *left = a, *right = b;
    if (left->bytes != right->bytes)
        return left->bytes > right->bytes ? -1 : 1;
    return left->input < right->input ? -1 : left->input > right->input;
}

static int compare_findings(const void *a, const void *b)
{
    const tk_finding *left = a, *right = b;
    if (left->place.start != right->place.start)
        return left->place.start < right->place.start ? -1 : 1;
    int codes = strcmp(left->rule->code, right->rule->code);
    if (codes != 0)
        return codes;
    if (left->place.end != right->place.end)
        return left->place.end < right->place.end ? -1 : 1;
    return strcmp(left->message, right->message);
}

static void *run_worker(void *argument)
{
    pool *self = argument;
    for (;;) {
        uint32_t i = atomic_fetch_add_explicit(&self->next, 1, memory_order_relaxed);
        if (i >= self->inputs->list.len)
            return NULL;
        uint32_t input = self->queue[i].input;
        tk_file_result *result = &self->results[input];
        self->work(self->context, &self->inputs->list.at[input], result);
        if (result->findings.len > 1)
            qsort(result->findings.at, result->findings.len, sizeof *result->findings.at,
                  compare_findings);
        if (result->silenced.len > 1)
            qsort(result->silenced.at, result->silenced.len, sizeof *result->silenced.at,
                  compare_findings);
    }
}

static queued *order_by_size(const tk_inputs *inputs)
{
    queued *queue = tk_memory_alloc((inputs->list.len + 1) * sizeof *queue);
    for (uint32_t i = 0; i < inputs->list.len; i++)
        queue[i] = (queued){inputs->list.at[i].bytes, i};
    qsort(queue, inputs->list.len, sizeof *queue, compare_size);
    return queue;
}

void tk_driver_run(const tk_inputs *inputs, uint32_t jobs, tk_driver_work *work,
                   const void *context, tk_file_result *results)
{
    queued *queue = order_by_size(inputs);
    pool shared = {
        .inputs = inputs, .queue = queue, .work = work, .context = context, .results = results};
    uint32_t started = 0;
    if (jobs > inputs->list.len)
        jobs = inputs->list.len;
    pthread_t *threads = tk_memory_alloc((jobs + 1) * sizeof *threads);
    // This thread is one of the workers; the run goes on with fewer when no more can be started.
    while (started + 1 < jobs && pthread_create(&threads[started], NULL, run_worker, &shared) == 0)
        started++;
    run_worker(&shared);
    for (uint32_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
    free(queue);
}
