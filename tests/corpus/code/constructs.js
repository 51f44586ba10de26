#!/usr/bin/env node
'use strict';
import def, { a as b, default as c } from "./module.js"
import * as ns from 'it\'s'
export { b, c as "string name" }; export default class extends ns.C {}
export const [x, , y = 1, ...rest] = [1, , 2, ], { p, q: { r }, ['s' + 1]: t = 2, ...u } = {}
var i = 0, re = /[/\]]+\/(?<n>a)/giu, n = 0x1F + .5 + 1_000n, s = "a\x41\
b\"" + '\u{1F600}'
const tpl = `one ${x ? `inner ${y}` : "no"} line
  two \` \${ ${ {a: 1}.a }`, tagged = String.raw`\n${i}`
let f = async (a, { b } = {}, ...c) => { await a; return b }, g = x => ({ x }), h = async x => x
function* gen(a = 1) { yield; yield* gen(); const z = yield a }
class K extends (f, g) {
  static #count = 0
  'quoted key' = 1;
  static { K.#count++ }
  get v() { return this.#count } set v(value) { super.v = value }
  static async *[Symbol.iterator]() {} ; constructor() { super(); new.target }
}
label: for (var j = 0, m; j < 10; j++) { if (j) continue label
  else break label }
for (const k in f) for (const k of g) ;
for (;;) { break }
do i++; while (i < 3)
while (i --> 0) if (!i) { } else if (typeof i === 'number') void 0
else { delete f.x }
switch (i) { case 1: case 2: i = 3; break
  default: throw new Error('x') }
try { f() } catch { g?.(1)?.[2]?.x } finally { debugger }
a ||= b ?? c; a **= 2 ** -3; i = - -i + +i - --i; i = a ? .5 : b
var object = { a, get b() { return 1 }, async *c() {}, 'd': 1, 2: 3, [e]: 4, get: 5, async: 6, ...f, }
return_ = (1, 2), (function () {})(), !function () {}()
var element = <div className="a&lt;b" {...props} on={() => 1}>
  text &amp; more {x} <b.c/> <>{/* nothing */}</>
</div>
if (a) return
/regex/.test(a) && a / b / c
