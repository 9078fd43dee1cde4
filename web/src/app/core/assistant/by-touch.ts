/** Whether a control was tapped: to go on to a text field would bring a keyboard over what one wants to read. */
export function isTapped(control: Element): boolean {
  return !control.matches(':focus-visible') && matchMedia('(pointer: coarse)').matches;
}
