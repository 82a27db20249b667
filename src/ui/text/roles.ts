// Every role that text on a screen can have, by meaning. What a role looks like is the theme's to say.

export const roles = [
  // prose
  'text',
  'dim',
  'strong',
  'emphasis',
  'code',
  'link',
  'heading',
  'subheading',
  'bullet',
  'quote',
  'caption',
  // code
  'keyword',
  'string',
  'number',
  'comment',
  'function',
  'type',
  // verdicts
  'passed',
  'failed',
  'not-run',
  'running',
  // traces
  'act',
  'request',
  'response',
  'status-ok',
  'status-redirect',
  'status-error',
  'field-name',
  'field-value',
  'body',
  'control',
  'time',
  'caret',
  'fault',
  'source',
  // differences
  'added',
  'removed',
  'hunk',
  // the screen's own furniture
  'title',
  'title-strong',
  'tab',
  'tab-current',
  'border',
  'key',
  'key-label',
  'selected',
  'match',
  'notice',
  'question',
  'right',
  'wrong',
] as const

export type Role = (typeof roles)[number]
