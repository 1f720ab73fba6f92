const MOST_FRAMES = 20;

/**
 * A bug in words for the log: what kind, where in the code, and its message without what it quotes, because that may be
 * the content of somebody's library. The parts of a message that stand in quotation marks go, unless they are a name in
 * the program (`reading 'length'`); of a fault in JSON, whose message repeats the text, only the kind is left.
 */
export function bugReport(error: unknown): string {
  if (!(error instanceof Error)) return 'A bug: something was thrown that is no error.';
  const code = 'code' in error && typeof error.code === 'string' ? ` [${error.code}]` : '';
  const message =
    error instanceof SyntaxError
      ? ''
      : `: ${error.message
          .slice(0, 1000)
          .replace(/"[^"]*"?|“[^”]*”?|`[^`]*`?|'[^']*'?/g, (quoted) =>
            /^'[\w$.]{1,40}'$/.test(quoted) ? quoted : '…',
          )
          .slice(0, 300)}`;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MOST_FRAMES);
  return [`${error.name}${code}${message}`, ...frames].join('\n');
}
