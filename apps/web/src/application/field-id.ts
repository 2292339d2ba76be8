/** The element of a field, by the path with which the service names what is wrong with it: `team.leading.2.age`. */
export const fieldId = (path: string): string => `field-${path.replaceAll('.', '--')}`;

/** Goes to the field of an issue; to the nearest thing around it where it has none of its own. */
export function goToField(path: string): void {
  const steps = path.split('.');
  for (let length = steps.length; length > 0; length -= 1) {
    const found = document.getElementById(fieldId(steps.slice(0, length).join('.')));
    if (!found) continue;
    found.scrollIntoView({ block: 'center' });
    const focusable = found.matches('input, textarea, select, button') ? found : found.querySelector<HTMLElement>('input, textarea, select, button');
    (focusable ?? found).focus();
    return;
  }
}
