const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/**
 * The path of an archive entry with forward slashes, or null when it must not be followed: absolute, with a drive or
 * `..`, with control characters, or naming a device of Windows. (Nothing is ever written by these names; they are shown
 * and looked up, and may reach an export.)
 */
export function safePath(name: string): string | null {
  const path = name.replaceAll('\\', '/');
  if (
    path === '' ||
    path.length > 1024 ||
    path.startsWith('/') ||
    /^[a-z]:/i.test(path) ||
    /\p{Cc}/u.test(path)
  )
    return null;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.some((part) => part === '..' || DEVICE.test(part.trim()))) return null;
  return parts.join('/');
}
