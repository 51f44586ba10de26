'use strict';
const vscode = require('vscode');

exports.activate = (context) => {
  const provider = {
    provideInlineCompletionItems: (_document, position) => [
      new vscode.InlineCompletionItem('\nreturn', new vscode.Range(position, position)),
    ],
  };
  context.subscriptions.push(vscode.languages.registerInlineCompletionItemProvider({ language: 'ruby' }, provider));
};
