/**
 * Replaces a browser language that `Intl` rejects; import this before any module that formats numbers on load.
 *
 * Reads `navigator.language`. In some Linux browsers it is "en-US@posix", on which `Intl` throws.
 */

/** Used when the browser's language is rejected. */
const FALLBACK = "en-US";

/** Whether `Intl` accepts `language`. */
function isKnown(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

if (!isKnown(navigator.language)) {
  const language = navigator.language.split(/[@.]/)[0] ?? FALLBACK;
  const value = isKnown(language) ? language : FALLBACK;
  Object.defineProperty(navigator, "language", { value, configurable: true });
}
