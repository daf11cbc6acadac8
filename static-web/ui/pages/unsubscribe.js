import '../kit/bar.js';
import '../account/parley-unsubscribe.js';
