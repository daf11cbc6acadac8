import { html } from 'lit';
import { PageElement } from './element.js';
import { setNotifications, setSound, setTheme, theme, wantsNotifications, wantsSound } from './preferences.js';
import { tone } from './tone.js';

const THEMES = { system: 'As the device', light: 'Light', dark: 'Dark' };

/** How Parley looks and sounds in this browser. */
class ParleyPreferences extends PageElement {
  static properties = { refused: { state: true } };

  render() {
    return html`
      <section class="card" aria-labelledby="device-heading">
        <h2 id="device-heading">This browser</h2>
        <fieldset class="choices">
          <legend>Theme</legend>
          ${Object.entries(THEMES).map(
            ([name, label]) => html`
              <label class="check">
                <input type="radio" name="theme" .checked=${theme() === name} @change=${() => setTheme(name)} />${label}
              </label>
            `,
          )}
        </fieldset>
        <label class="check">
          <input type="checkbox" .checked=${wantsNotifications()} @change=${(event) => this.#notify(event.target)} />Show notifications when I am called
        </label>
        <p class="field-error" role="status">${this.refused ? 'This browser does not allow notifications for this site.' : ''}</p>
        <label class="check">
          <input type="checkbox" .checked=${wantsSound()} @change=${(event) => this.#sound(event.target.checked)} />Play a sound with them
        </label>
      </section>
    `;
  }

  async #notify(box) {
    const wanted = box.checked;
    box.checked = await setNotifications(wanted);
    this.refused = wanted && !box.checked;
  }

  #sound(on) {
    setSound(on);
    on && tone();
  }
}

customElements.define('parley-preferences', ParleyPreferences);
