import { library, RefusalError } from '../library.ts';
import { briefLanguage, usePreferences } from '../preferences.ts';

/**
 * Makes a brief in the language the settings name, from a template or, where none is given, from the one in the settings;
 * a library that has no such template gives a blank one.
 */
export async function newBrief(title: string, wanted?: string, companyId?: string): Promise<string> {
  const given = { title, language: briefLanguage(), ...(companyId !== undefined && { companyId }) };
  const template = wanted ?? usePreferences.getState()['briefs.template'];
  if (template === '') return (await library.briefs.add(given)).id;
  try {
    return (await library.briefs.add({ ...given, template })).id;
  } catch (reason) {
    if (!(reason instanceof RefusalError) || reason.code !== 'not-found') throw reason;
    return (await library.briefs.add(given)).id;
  }
}
