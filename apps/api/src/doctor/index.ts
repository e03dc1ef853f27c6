export { configurationFindings, examineConfig } from './examine-config.js';
export { isWrong, type Finding } from './finding.js';
export { reportText } from './report-text.js';
export { reportOf } from './report.js';
export { languages } from './words/words.js';
