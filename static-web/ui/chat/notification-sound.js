/** Plays two soft synthesized notes. A browser may block sound on a page without any user interaction; then it stays silent. */
export function playNotificationSound() {
  const context = new AudioContext();
  note(context, 659.25, 0);
  note(context, 880, 0.12).addEventListener('ended', () => context.close());
}

function note(context, frequency, after) {
  const at = context.currentTime + after;
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.08, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.35);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.4);
  return oscillator;
}
