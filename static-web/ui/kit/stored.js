import { noChange } from 'lit';
import { live } from 'lit/directives/live.js';

/**
 * The binding of a control that is saved as soon as it is changed: the stored value, even if the control shows another one
 * because its change was refused. While a change is being saved, the control keeps what was chosen.
 */
export const stored = (value, busy) => (busy ? noChange : live(value));
