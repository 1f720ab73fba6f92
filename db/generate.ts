import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentSchema } from '../src/library/schema.ts';

// "npm run schema": writes db/schema.sql, today's schema for reading; the migrations are its history.
writeFileSync(join(import.meta.dirname, 'schema.sql'), currentSchema());
