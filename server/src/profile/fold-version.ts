/**
 * Which form of leaf states this program folds: raised whenever a leaf keeps something that earlier programs did not, or otherwise. Whoever
 * leads a brand that was folded by an earlier one makes its leaves anew from their events (stream: refold-leaves).
 * 1: as first landed. 2: `engaged` and `joined`. 3: `cases`, `trail`, twelve viewed products, channels of views and of cart steps, "Preference Stated".
 */
export const foldVersion = 3;
