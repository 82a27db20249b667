// Where each command is. Modules are loaded when their command is typed: `--version` must not wait for the runner.

import type { Command } from './context.ts'

type CommandModule = { readonly run: Command }

export const commandModules = {
  check: () => import('./commands/check.ts'),
  completion: () => import('./commands/completion.ts'),
  course: () => import('./commands/course.ts'),
  doctor: () => import('./commands/doctor.ts'),
  edit: () => import('./commands/edit.ts'),
  explain: () => import('./commands/explain.ts'),
  hint: () => import('./commands/hint.ts'),
  init: () => import('./commands/init.ts'),
  lesson: () => import('./commands/lesson.ts'),
  list: () => import('./commands/list.ts'),
  progress: () => import('./commands/progress.ts'),
  reset: () => import('./commands/reset.ts'),
  send: () => import('./commands/send.ts'),
  serve: () => import('./commands/serve.ts'),
  solution: () => import('./commands/solution.ts'),
  trace: () => import('./commands/trace.ts'),
  watch: () => import('./commands/watch.ts'),
  /** No command: where I left off. */
  where: () => import('./commands/where.ts'),
} as const satisfies Readonly<Record<string, () => Promise<CommandModule>>>
