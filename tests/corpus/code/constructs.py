#!/usr/bin/env python3
"""A module's docstring
of two lines."""
from __future__ import annotations
from . import a
from ..b import (c, d as e,)
import os.path as path, sys
x = 1; y: int = 2; z: a.b = None
s = 'it\'s' "said" '''"both" 'kinds' '''
r = r'\d\'' rb"\x00" b'\'"' R"\\"
t = f"{x!r:>{y}}{z=}{ {1: 2}[1] }" f'{d["k"]}' f"""{'a' "b"}
next line {x}"""
long = "one \
line"
lines = """quote at the end: \""""
total = 1 \
    + 2
def f(a, /, b: int = 1, *args, c=lambda q=1, *r: q, **kw) -> dict[str, int]: return a
@d
@d.e(1)
async def g(*, k):
    async with a as b, c: pass
    async for i in b: await i
    else:
        yield
    return [i async for i in x if i if not i], {**a, 'b': 1}, {*a}, (i for i in x), ()
class C(B, metaclass=M):
    '''Doc.'''
    x: int
    def m(self):
        global q
        nonlocal_ = self.x[1:2, ::3, ...] if not self else -self ** -2
        while (n := f(1)) and n is not None: n -= 1
        else: del n, self.x
        try:
            raise E from None
        except (A, B) as error:
            raise
        except* E: pass
        finally:
            assert x, 'message'
if a < b <= c != d: x = y = *a, b
elif a not in b: print(x, file=y)
else: x, (y, *z) = 1, (2,)
(a, b), c = (x,  # a comment in it
), y
match command.split():
    case [A.b, "x" | 'y', *rest] if rest: pass
    case {"k": v, **kw} | C(1, k=-1): pass
    case (1, _) as t: pass
    case _: ...
type = match = 1
print (type) [0]
