#ifndef GUARD_H
#define GUARD_H
#  include <stdio.h>
#include "x.h"
#define EMPTY
#define OBJECT (1 + 2) /* with a comment */
#define CALL(a, ...) do { \
    f(#a, __VA_ARGS__); \
  } while (0)
#define NAME(x) #x
#undef EMPTY
#pragma once
#if defined(A) && (B >= 2 || !defined C)
typedef unsigned long long u64;
#elif D
#  error "no"
#else
# warning don't
#endif
#endif
struct s { int a : 3, *b; union { float f; char c[4]; } u; struct s *next; const volatile int (*fn)(int, ...); };
enum e { A = 1, B,
#ifdef C_TOO
  C,
#endif
};
static const char *strings[] = { "a\n\"b\"" "c", [2] = u8"d", L"e" };
extern int (*table[3])(void);
typedef int (*callback)(struct s *, const char *restrict), array[2][3];
static inline int f(register int a, char *const argv[static 2])
{
  int x = 'a' + '\'' + L'\x41', y = -1, *p = &x, **pp = &p;
  long z = sizeof(int) + sizeof x + (long)x * -y - - y + 0x1FuL + 1e-3f;
  struct point { int x, y; } q = { .x = 1, .y = (int){2} }, *r = &q;
  for (int i = 0; i < 10 && !(i & 1); i++, --x) { if (x) continue; else if (y) break; }
  for (;;) goto end;
  while (*p++) ;
  do { x <<= 1; x |= y ^ ~x; } while (x ? y : (x, y));
  switch (x) { case 1: case 'b': return r->x; default: ; }
  asm volatile ("mov %0, %1" : "=r"(x) : "r"(y) : "memory");
end:
  return f(1, 0)[argv] == 0 ? (*argv)[1] : **pp;
}
int old(a, b) int a; char b; { return a; }
