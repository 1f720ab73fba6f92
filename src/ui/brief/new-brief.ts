import { library, RefusalError } from '../library.ts';
import { language } from '../messages/index.ts';

/** Makes a brief from a template; a library that has no such template gives a blank one. */
export async function newBrief(title: string, template?: string, companyId?: string): Promise<string> {
  const given = { title, language: language(), ...(companyId !== undefined && { companyId }) };
  if (template === undefined) return (await library.briefs.add(given)).id;
  try {
    return (await library.briefs.add({ ...given, template })).id;
  } catch (reason) {
    if (!(reason instanceof RefusalError) || reason.code !== 'not-found') throw reason;
    return (await library.briefs.add(given)).id;
  }
}
