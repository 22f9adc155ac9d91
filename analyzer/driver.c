#include "driver.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/heap.h"

void tk_tasks_add(tk_tasks *self, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        tk_vec_push(&self->list, ((tk_task){.waits = 0}));
}

void tk_tasks_wait(tk_tasks *self, uint32_t task, uint32_t earlier)
{
    tk_vec_push(&self->list.at[earlier].next, task);
    self->list.at[task].waits++;
}

void tk_tasks_free(tk_tasks *self)
{
    for (uint32_t i = 0; i < self->list.len; i++)
        tk_vec_free(&self->list.at[i].next);
    tk_vec_free(&self->list);
}

// What the threads share, under the lock but for `driver`.
typedef struct pool {
    const tk_driver *driver;
    tk_tasks *tasks;
    TK_VEC(uint32_t) ready;   // heap: the smallest number first
    uint32_t left;            // tasks that are not done
    pthread_mutex_t lock;
    pthread_cond_t changed;
} pool;

static void add_ready(pool *self, uint32_t task)
{
    tk_vec_push(&self->ready, task);
    uint32_t *heap = self->ready.at;
    for (uint32_t i = self->ready.len - 1; i && heap[(i - 1) / 2] > heap[i]; i = (i - 1) / 2) {
        uint32_t parent = heap[(i - 1) / 2];
        heap[(i - 1) / 2] = heap[i];
        heap[i] = parent;
    }
}

static uint32_t take_ready(pool *self)
{
    uint32_t *heap = self->ready.at, first = heap[0], count = --self->ready.len;
    heap[0] = heap[count];
    for (uint32_t i = 0, child; (child = 2 * i + 1) < count; i = child) {
        if (child + 1 < count && heap[child + 1] < heap[child])
            child++;
        if (heap[i] <= heap[child])
            break;
        uint32_t above = heap[i];
        heap[i] = heap[child];
        heap[child] = above;
    }
    return first;
}

static void finish(pool *self, uint32_t task, void *product)
{
    const tk_task *at = &self->tasks->list.at[task];
    self->driver->done(self->driver->context, task, product);
    for (uint32_t i = 0; i < at->next.len; i++)
        if (--self->tasks->list.at[at->next.at[i]].waits == 0)
            add_ready(self, at->next.at[i]);
    self->left--;
}

static void *run_worker(void *argument)
{
    pool *self = argument;
    pthread_mutex_lock(&self->lock);
    while (self->left) {
        if (!self->ready.len) {
            pthread_cond_wait(&self->changed, &self->lock);
            continue;
        }
        uint32_t task = take_ready(self);
        pthread_mutex_unlock(&self->lock);
        void *product = self->driver->work(self->driver->context, task);
        pthread_mutex_lock(&self->lock);
        finish(self, task, product);
        pthread_cond_broadcast(&self->changed);
    }
    pthread_mutex_unlock(&self->lock);
    tk_heap_end_thread();
    return NULL;
}

void tk_driver_run(const tk_driver *self, tk_tasks *tasks, uint32_t jobs)
{
    pool shared = {.driver = self, .tasks = tasks, .left = tasks->list.len};
    pthread_mutex_init(&shared.lock, NULL);
    pthread_cond_init(&shared.changed, NULL);
    for (uint32_t i = 0; i < tasks->list.len; i++)
        if (!tasks->list.at[i].waits)
            add_ready(&shared, i);
    assert(shared.ready.len || !shared.left);
    if (jobs > tasks->list.len)
        jobs = tasks->list.len;
    pthread_t *threads = tk_memory_alloc((jobs + 1) * sizeof *threads);
    uint32_t started = 0;
    // This thread is one of the workers; the run goes on with fewer when no more can be started.
    while (started + 1 < jobs && pthread_create(&threads[started], NULL, run_worker, &shared) == 0)
        started++;
    run_worker(&shared);
    for (uint32_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
    tk_vec_free(&shared.ready);
    pthread_mutex_destroy(&shared.lock);
    pthread_cond_destroy(&shared.changed);
}
