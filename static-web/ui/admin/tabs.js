import { html } from 'lit';

/**
 * Tabs over one panel, in as many rows as the window needs.
 *
 * @param tabs `{id, label}` each
 * @param choose called with the selected tab
 */
export function tabList({ tabs, current, panel, label, choose }) {
  const key = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length];
      choose(next);
      document.querySelector(`#tab-${next.id}`).focus();
    }
  };
  return html`
    <div class="tabs" role="tablist" aria-label=${label} @keydown=${key}>
      ${tabs.map(
        (tab) => html`
          <button
            type="button"
            id="tab-${tab.id}"
            role="tab"
            aria-selected=${tab === current}
            aria-controls=${panel}
            tabindex=${tab === current ? 0 : -1}
            @click=${() => choose(tab)}
          >
            ${tab.label}
          </button>
        `,
      )}
    </div>
  `;
}
