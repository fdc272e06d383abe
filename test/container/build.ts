/** Runs a Dockerfile's own steps in empty folders, for where there is no container engine. Knows the instructions of ours. */

import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import {
  type Copy,
  DockerfileParser,
  type Env,
  type From,
  type Instruction,
  type JSONInstruction,
} from 'dockerfile-ast';

/** What the last stage comes to. */
export interface Image {
  readonly from: string;
  /** The folder that stands for /. */
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

type Stage = { -readonly [K in keyof Image]: Image[K] };

/** Builds the Dockerfile of a folder, from its tracked files. Throws for an instruction that it does not know. */
export function buildImage(folder: string): Image {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const instruction of DockerfileParser.parse(
    readFileSync(join(folder, 'Dockerfile'), 'utf8'),
  ).getInstructions()) {
    if (instruction.getKeyword() === 'FROM') {
      const from = instruction as From;
      stage = newStage(from.getImage() ?? '');
      stages.set(from.getBuildStage() ?? '', stage);
    } else if (stage) run(instruction, stage);
  }
  if (!stage) throw new Error('a Dockerfile without FROM');
  for (const { root } of stages.values()) if (root !== stage.root) rmSync(root, { recursive: true });
  return stage;

  function run(instruction: Instruction, stage: Stage): void {
    const keyword = instruction.getKeyword();
    const text = instruction.getArgumentsContent() ?? '';
    if (keyword === 'WORKDIR') {
      stage.workdir = text;
      mkdirSync(join(stage.root, text), { recursive: true });
    } else if (keyword === 'COPY') copy(instruction as Copy, stage);
    else if (keyword === 'ENV') stage.env = { ...stage.env, ...valuesOf(instruction as Env) };
    else if (keyword === 'RUN') {
      const env = { ...process.env, ...stage.env, npm_config_prefer_offline: 'true' };
      execFileSync('sh', ['-c', text], { cwd: join(stage.root, stage.workdir), env, stdio: 'pipe' });
    } else if (keyword === 'USER') stage.user = text;
    else if (keyword === 'CMD') stage.command = stringsOf(instruction as JSONInstruction);
    else if (keyword === 'HEALTHCHECK') stage.healthcheck = JSON.parse(text.slice(text.indexOf('[')));
    else if (keyword !== 'EXPOSE') throw new Error(`not known here: ${keyword}`);
  }

  function copy(instruction: Copy, { root, workdir }: Stage): void {
    const source = instruction
      .getFlags()
      .find((flag) => flag.getName() === 'from')
      ?.getValue();
    const words = instruction.getArguments().map((argument) => argument.getValue());
    const into = words.at(-1) ?? '';
    for (const from of words.slice(0, -1)) {
      const origin = source ? join(stages.get(source)?.root ?? '', from) : join(folder, from);
      const files = source
        ? [from]
        : contextOf(folder).filter((name) => name === from || name.startsWith(`${from}/`));
      if (files.length === 0 || !existsSync(origin)) throw new Error(`${from} is not in the context`);
      const target = join(root, workdir, into.endsWith('/') ? join(into, basename(from)) : into);
      if (source) cpSync(origin, target, { recursive: true });
      else for (const name of files) place(join(folder, name), join(target, name.slice(from.length)));
    }
  }
}

function newStage(from: string): Stage {
  const root = mkdtempSync(join(tmpdir(), 'image-'));
  // Otherwise only who made it could read in it.
  chmodSync(root, 0o755);
  return { from, root, workdir: '/', env: {}, user: 'root', command: [], healthcheck: [] };
}

function place(file: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(file, target);
}

/** The files that .dockerignore lets through: it leaves out all, and then names what comes in. */
function contextOf(folder: string): readonly string[] {
  const [first, ...rest] = readFileSync(join(folder, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (first !== '*' || rest.some((line) => !/^![\w.-]+$/.test(line)))
    throw new Error('another form of .dockerignore');
  const names = rest.map((line) => line.slice(1));
  const tracked = execFileSync('git', ['ls-files'], { cwd: folder, encoding: 'utf8' }).split('\n');
  return tracked.filter((file) => names.some((name) => file === name || file.startsWith(`${name}/`)));
}

function valuesOf(instruction: Env): Record<string, string> {
  return Object.fromEntries(
    instruction.getProperties().map((property) => [property.getName(), property.getValue() ?? '']),
  );
}

function stringsOf(instruction: JSONInstruction): string[] {
  return instruction.getJSONStrings().map((text) => JSON.parse(text.getValue()));
}
