/** Text that every part of the system can store: no NUL (jsonb refuses it) and no lone surrogate (not a character). */
export function isSoundText(text: string): boolean {
  return !text.includes('\u0000') && !hasLoneSurrogate(text);
}

export function hasLoneSurrogate(text: string): boolean {
  // With the u flag a surrogate matches only where it has no partner.
  return /\p{Surrogate}/u.test(text);
}
