import '../kit/bar.js';
import '../account/parley-settings.js';
