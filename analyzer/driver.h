// Runs tasks on several threads, each after those that it waits for.
#ifndef TK_DRIVER_H
#define TK_DRIVER_H

#include <stdint.h>

#include "base/vec.h"

typedef struct tk_task {
    uint32_t waits;          // for so many tasks that are not done
    TK_VEC(uint32_t) next;   // tasks that wait for this one
} tk_task;

// Of the tasks that wait for nothing the one with the smallest number is taken first.
typedef struct tk_tasks {
    TK_VEC(tk_task) list;
} tk_tasks;

void tk_tasks_add(tk_tasks *self, uint32_t count);
void tk_tasks_wait(tk_tasks *self, uint32_t task, uint32_t earlier);   // never in a circle
void tk_tasks_free(tk_tasks *self);

typedef struct tk_driver {
    void *context;
    // Does a task and gives what came of it; called from several threads at once.
    void *(*work)(const void *context, uint32_t task);
    // Takes that over; called from one thread at a time, before tasks that wait for it begin.
    void (*done)(void *context, uint32_t task, void *product);
} tk_driver;

// Returns when all tasks are done. `jobs` >= 1 threads, of which this one is one.
void tk_driver_run(const tk_driver *self, tk_tasks *tasks, uint32_t jobs);

#endif
