"""Coroutines, async comprehensions, generators and yield expressions."""
import asyncio

import torch


async def batches(n):
    for step in range(n):
        await asyncio.sleep(0)
        yield step, torch.arange(step, step + 2)


async def collect():
    by_step, by_label = {}, {}
    async for step, labels in batches(2):
        by_step[step] = labels  # ok: TK201
        for label in labels:
            by_label[label] = step  # expect: TK201
    again = {step: labels async for step, labels in batches(2)}  # ok: TK201
    numbers = {int(labels[0]) async for _, labels in batches(2)}  # ok: TK202
    tensors = {labels[0] async for _, labels in batches(2)}  # expect: TK202
    return len(by_step), len(by_label), len(again), numbers, len(tensors)


def pairs(values):
    received = yield {}
    while received is not None:
        received = yield {value: received for value in values.tolist()}  # ok: TK201


def delegating(values):
    table = yield from pairs(values)
    yield table


async def locked(lock, value):
    async with lock:
        return {value.item(): 1}, {value.argmax(): 1}  # expect: TK201


async def main():
    print(await collect(), await locked(asyncio.Lock(), torch.tensor(3)))

asyncio.run(main())
generator = delegating(torch.tensor([1, 2]))
next(generator)
print(generator.send("x"), sum(n for n in {t.item() for t in torch.ones(2)}))  # ok: TK202
