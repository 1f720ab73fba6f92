import { expect, test } from './fixtures.ts';

test('opens on the workbench and says its name', async ({ app }) => {
  await expect(app).toHaveTitle(/Dossier/);
  await expect(app.locator('#root')).not.toBeEmpty();
  await expect(app.getByRole('button').first()).toBeVisible();
});

test('gives its page no Node and a bridge of two functions at most', async ({ app, shell }) => {
  const seen = await app.evaluate(() => {
    const page = globalThis as unknown as Record<string, unknown>;
    return {
      node: ['require', 'process', 'module', 'Buffer', '__dirname', 'global'].filter((name) => name in page),
      bridge: page['dossier'] ? Object.keys(page['dossier']).sort() : null,
      leftovers: Object.keys(page).filter((name) => /ipc|electron/i.test(name)),
    };
  });
  expect(seen).toEqual({
    node: [],
    bridge: shell === 'browser' ? null : ['ask', 'subscribe'],
    leftovers: [],
  });
});

test('reaches only its own origin, and evaluates no text as code', async ({ app, problems }) => {
  const reached = await app.evaluate(async () => {
    const attempts: Record<string, string> = {};
    const attempt = async (name: string, run: () => unknown): Promise<void> => {
      try {
        await run();
        attempts[name] = 'went through';
      } catch {
        attempts[name] = 'refused';
      }
    };
    await attempt('fetch', () => fetch('https://outside.example/'));
    await attempt('fetch of another port', () => fetch('http://127.0.0.1:9/'));
    // in a task of the page's own: what the test itself evaluates is exempt from the policy
    const own = (run: () => unknown): Promise<void> =>
      new Promise((resolve, reject) => {
        setTimeout(() => {
          try {
            run();
            resolve();
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      });
    // oxlint-disable-next-line no-eval -- it is the attempt
    await attempt('eval', () => own(() => (0, eval)('1')));
    // oxlint-disable-next-line typescript/no-implied-eval -- it is the attempt
    await attempt('Function', () => own(() => new Function('return 1')()));
    await attempt('a timer with text', () => own(() => setTimeout('1' as unknown as () => void)));
    await attempt('innerHTML', () => {
      document.createElement('div').innerHTML = '<img src=x onerror=1>';
    });
    await attempt('remote image', () => {
      return new Promise((resolve, reject) => {
        const image = new Image();
        image.addEventListener('load', resolve);
        image.addEventListener('error', reject);
        image.src = 'https://outside.example/pixel.png';
      });
    });
    await attempt('remote script', () => {
      return new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.addEventListener('load', resolve);
        script.addEventListener('error', reject);
        script.setAttribute('src', 'https://outside.example/x.js');
        document.body.append(script);
      });
    });
    return attempts;
  });
  expect(Object.entries(reached).filter(([, what]) => what !== 'refused')).toEqual([]);
  // the policy says so on the console; nothing was sent
  expect(problems.filter((one) => one.startsWith('request'))).toEqual([]);
  problems.length = 0;
});

test('the desktop program opens no second window', async ({ app, shell, problems }) => {
  // in a browser's own window the browser opens what it is asked to; there the workbench never asks
  if (shell === 'browser') return;
  const address = app.url();
  await app.evaluate(() => window.open('https://outside.example/', '_blank')).catch(() => {});
  await expect.poll(() => app.context().pages().length).toBe(1);
  expect(app.url()).toBe(address);
  // the shim's Chromium begins to load before it can be told no; it was answered by nobody
  problems.length = 0;
});

test('the system menu is the list of commands, in the language and with the keys a person chose', async ({
  start,
  systemMenu,
}) => {
  const page = await start({ sample: true });
  await expect(page.getByRole('button').first()).toBeVisible();
  const menu = systemMenu();
  if (!menu) return;
  const item = async (id: string) =>
    (await menu()).flatMap((one) => one.submenu).find((one) => one.id === id);
  await expect.poll(async () => (await menu()).map((one) => one.label).filter(Boolean)).toContain('Company');
  expect(await item('go.inbox')).toMatchObject({
    label: 'Inbox',
    accelerator: 'CommandOrControl+1',
    enabled: true,
  });
  // what cannot be done here is grey, and choosing it does nothing
  await expect.poll(async () => (await item('alias.new'))?.enabled).toBe(false);
  expect((await item('hl.1'))?.accelerator).toBeUndefined();
  const cut = (await menu()).flatMap((one) => one.submenu).filter((one) => one.role === 'cut');
  expect(cut).toEqual([{ role: 'cut', label: 'Cut' }]);

  // choosing runs the command in the window, and what can be done follows the screen
  await menu('go.companies');
  await expect(page.getByRole('heading', { level: 1, name: 'Companies' })).toBeVisible();
  await page.getByText('Yunqiao Robotics').first().click();
  await expect.poll(async () => (await item('alias.new'))?.enabled).toBe(true);

  // another key and another language
  await page.evaluate(async () => {
    const { dossier } = globalThis as unknown as { dossier: { ask(...given: unknown[]): Promise<unknown> } };
    await dossier.ask('settings', 'set', { key: 'keys', value: { 'go.inbox': ['Mod+J', 'G I'] } });
    await dossier.ask('settings', 'set', { key: 'language', value: 'zh-Hans' });
  });
  await expect
    .poll(() => item('go.inbox'))
    .toMatchObject({ label: '收件箱', accelerator: 'CommandOrControl+J' });
  await menu('go.inbox');
  await expect(page.getByRole('heading', { level: 1, name: '收件箱' })).toBeVisible();
});

test('a source saved in the terminal comes up in the window; keys take it back and bring it again', async ({
  app,
  cli,
}) => {
  await expect(app.getByRole('button').first()).toBeVisible();
  const text =
    'Harbour cranes go electric\n\nThe port of Nordhavn will replace its forty diesel cranes by 2031, its director said on Monday.';
  const told = await cli(['import', '--json', '--as', 'text', '-'], text);
  expect(told.code, told.stderr).toBe(0);
  const title = app.getByText('Harbour cranes go electric').first();
  await expect(title).toBeVisible();
  await app.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await cli(['list', '--json'])).json).toMatchObject({ total: 0 });
  await app.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(async () => (await cli(['list', '--json'])).json).toMatchObject({ total: 1 });
});
