'use client';
import { createContext, useContext } from 'react';

/** Closes the menu an item stands in. */
export const MenuContext = createContext<() => void>(() => undefined);

export const useCloseMenu = () => useContext(MenuContext);
