import { enableCompileCache } from 'node:module';

// the terminal starts often: keep what Node has compiled
enableCompileCache();
const { run } = await import('./program.ts');
process.exitCode = await run(process.argv.slice(2));
