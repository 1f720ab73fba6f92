import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

export type Fake = typeof import('../../electron/fake.ts');

/** Waits for something to become true; half a minute at most. */
export async function until(what: string, is: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !is();) {
    if (Date.now() > end) throw new Error(`Waited too long for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The desktop program started from its source, with a library in a folder of its own and a stand-in for Electron. */
export class Desktop implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'dossier-desktop-'));
  readonly #before = process.env['DOSSIER_DATA'];
  fake!: Fake;

  /** Starts main.ts; `prepare` sets the stage before. */
  async start(prepare: (fake: Fake) => void = () => {}): Promise<Fake> {
    process.env['DOSSIER_DATA'] = this.folder;
    vi.resetModules();
    this.fake = await import('../../electron/fake.ts');
    prepare(this.fake);
    await import('../../../electron/main.ts');
    return this.fake;
  }

  /** Asks as a page does, from a frame at an address. */
  ask(frame: unknown, noun: string, verb: string, input?: unknown): Promise<{ ok: boolean; code?: string }> {
    return this.fake.handlers.get('ask')!({ senderFrame: frame }, noun, verb, input) as Promise<{
      ok: boolean;
      code?: string;
    }>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    let prevented = false;
    this.fake.app.emit('will-quit', { preventDefault: () => (prevented = true) });
    const before = this.fake.given('app.quit').length;
    if (prevented) await until('the library to close', () => this.fake.given('app.quit').length > before);
    if (this.#before === undefined) delete process.env['DOSSIER_DATA'];
    else process.env['DOSSIER_DATA'] = this.#before;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
