const keyOf = (login: string): string => `shidian.tour.${login}`;

/** Whether this account was shown round in this browser already. Where nothing can be kept nobody is shown round twice a visit. */
export function tourSeen(login: string): boolean {
  try {
    return localStorage.getItem(keyOf(login)) !== null;
  } catch {
    return true;
  }
}

export function rememberTour(login: string): void {
  localStorage.setItem(keyOf(login), 'seen');
}

export function forgetTour(login: string): void {
  localStorage.removeItem(keyOf(login));
}
