import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Skips must not be silent: prints every distinct reason with a count after the run. */
export default class LoudReporter implements Reporter {
  readonly #reasons = new Map<string, number>();

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status !== 'skipped') return;
    const reason =
      [...test.annotations, ...result.annotations].find((one) => one.type === 'skip')?.description ??
      'no reason was given';
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  onEnd(): void {
    for (const [reason, count] of this.#reasons) console.log(`\n  !! ${count} test(s) skipped: ${reason}`);
  }

  printsToStdio(): boolean {
    return false;
  }
}
