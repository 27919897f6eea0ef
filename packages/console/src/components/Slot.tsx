import { createContext, type ReactNode, use } from 'react';

/** What stands in the slots, by their names. */
export const Slots = createContext<Readonly<Record<string, ReactNode>>>({});

/** A place within something that is costly to draw: what stands in it changes without drawing all the rest again. */
export const Slot = ({ name }: { name: string }): ReactNode => use(Slots)[name];
