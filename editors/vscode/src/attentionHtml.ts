// The attention view's page: pure. Its looks are in media/attention.css, what keys and the mouse do in media/attention.js.
import { piecesOf, type Attention, type Piece, type Token, type Word } from './attention.ts';

/** What the page may load, and nothing else: a style sheet and a script of the extension, by their nonce. */
export interface Resources {
  readonly nonce: string;
  readonly style: string;
  readonly script: string;
}

/** Shades of the cells, without the empty one: the classes of the style sheet. */
const shades = 10;

export function attentionHtml(attention: Attention, { nonce, style, script }: Resources): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Attention</title>
<link rel="stylesheet" nonce="${nonce}" href="${escape(style)}">
</head>
<body>
<h2 id="code">Code</h2>
<pre aria-labelledby="code">${piecesOf(attention).map(pieceHtml).join('')}</pre>
<h2 id="heat">Where the model looked</h2>
<output aria-live="polite">Point at a cell, or use Tab and the arrow keys.</output>
<div class="scroll">${tableHtml(attention)}</div>
${legendHtml(attention)}
${sourcesHtml(attention)}
<script nonce="${nonce}" src="${escape(script)}"></script>
</body>
</html>`;
}

function pieceHtml({ text, token }: Piece): string {
  if (token === undefined) return escape(text);
  return `<button class="token" data-token="${token}" title="Show where it comes from">${escape(text)}</button>`;
}

function tableHtml({ words, tokens }: Attention): string {
  const copied = new Set(tokens.map((token) => token.copied));
  const heads = words.map((word, number) => wordHtml(word, copied.has(number)));
  const rows = tokens.map((token, number) => rowHtml(token, number, words));
  return `<table role="grid" aria-labelledby="heat">${columnsHtml(words)}
<thead>${groupsHtml(words)}<tr><td></td>${heads.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>`;
}

/** The words of the description come first, then the names. */
function groupSizes(words: readonly Word[]): readonly [number, number] {
  const names = words.filter(({ kind }) => kind === 'name').length;
  return [words.length - names, names];
}

/** For the line between the groups. */
function columnsHtml(words: readonly Word[]): string {
  const [described, names] = groupSizes(words);
  const group = (count: number, kind: string) => (count === 0 ? '' : `<colgroup class="${kind}" span="${count}"></colgroup>`);
  return `<colgroup></colgroup>${group(described, 'words')}${group(names, 'names')}`;
}

function groupsHtml(words: readonly Word[]): string {
  const [described, names] = groupSizes(words);
  const group = (count: number, title: string) => (count === 0 ? '' : `<th scope="colgroup" colspan="${count}">${title}</th>`);
  return `<tr class="groups"><td></td>${group(described, 'description')}${group(names, 'names')}</tr>`;
}

function wordHtml({ text, kind }: Word, isCopied: boolean): string {
  return `<th scope="col" class="${kind}${isCopied ? ' copied' : ''}"><span>${escape(text)}</span></th>`;
}

function rowHtml({ text, copied, weights }: Token, number: number, words: readonly Word[]): string {
  const cells = weights.map((weight, column) => {
    const isCopied = column === copied;
    const label = `${text} ← ${words[column]?.text ?? ''}: ${weight.toFixed(2)}${isCopied ? ', copied' : ''}`;
    return `<td role="gridcell" tabindex="-1" class="shade-${shadeOf(weight)}${isCopied ? ' copied' : ''}" aria-label="${escape(label)}"></td>`;
  });
  return `<tr data-token="${number}"><th scope="row">${escape(text)}</th>${cells.join('')}</tr>`;
}

function shadeOf(weight: number): number {
  return Math.round(Math.min(weight, 1) * shades);
}

/** A cell that was copied from may be empty: copying is decided apart from the attention. */
function legendHtml({ tokens }: Attention): string {
  const copied = tokens.some((token) => token.copied !== undefined);
  const mark = copied ? ' <span class="mark"></span> Copied from there, which is decided apart from where it looked.' : '';
  return `<p class="legend"><span class="sample"></span> Stronger: it looked there more.${mark}</p>`;
}

/** They are opened by their numbers: the page names no files. */
function sourcesHtml({ sources }: Attention): string {
  if (sources.length === 0) return '';
  const links = sources.map(({ label }, number) => `<li><a href="#" data-source="${number}">${escape(label)}</a></li>`);
  return `<h2>Code of the workspace that guided it</h2>\n<ul>${links.join('')}</ul>`;
}

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
