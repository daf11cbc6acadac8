import '../kit/bar.js';
