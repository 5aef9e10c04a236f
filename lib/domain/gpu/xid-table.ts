/**
 * `info`: the work on the device failed, the device did not. `warning`: it works on and wants looking after. `critical`: it
 * cannot be relied on until something is done.
 */
export type XidSeverity = 'info' | 'warning' | 'critical';

/** What an XID of NVIDIA's driver says. */
export interface XidEntry {
  title: string;
  /** What happened, in a sentence or two. */
  meaning: string;
  /** What to do about it. */
  action: string;
  severity: XidSeverity;
}

const tellOwner =
  'Tell the owner of the job: restart it and check the application. If it follows the device from job to job, drain the node and run diagnostics.';
const reset = 'Drain the device and reset it. If the code comes back, run diagnostics and have the device replaced.';
const drainAndCheck = 'Drain the node and run diagnostics. If they fail, or the code comes back, have it repaired.';
const followOther = 'Nothing by itself. Look for the code that came before it, and follow that one.';
const watch = 'Nothing now. Watch whether it comes back more often, and take it to the vendor if it does.';
const updateSoftware = 'Reset the device, and update driver and firmware. If it comes back, take it to the vendor.';
const checkLink =
  'Drain the node and check the link: its peer, the switch and the fabric manager’s log. Reset the devices at both ends.';
const replace = 'Drain the node and have the device replaced or its board checked.';

const toEntry =
  (severity: XidSeverity, action: string) =>
  (title: string, meaning: string): XidEntry => ({ title, meaning, action, severity });

const application = toEntry('info', tellOwner);
const harmless = toEntry('info', followOther);
const watched = toEntry('warning', watch);
const wantsReset = toEntry('critical', reset);
const wantsSoftware = toEntry('critical', updateSoftware);
const wantsCheck = toEntry('critical', drainAndCheck);
const ofLink = toEntry('warning', checkLink);
const pushBuffer = 'Commands sent to the device were not valid. The program or the driver wrote them wrongly.';
const copyEngine = application(
  'Copy engine fault',
  'A copy between memories failed, and the channel that asked for it.',
);
const videoEngine = application('Video engine fault', 'An engine that encodes, decodes or transforms pictures failed.');
const firmwareStorage = 'The driver could not use the flash memory in which the device keeps its own records.';

/** NVIDIA's codes by number, in our own words. */
export const xidTable: Readonly<Record<number, XidEntry>> = {
  8: application('Stopped processing', 'The device did not get on with what it was given in time.'),
  11: application('Invalid commands', pushBuffer),
  13: application(
    'Engine exception',
    'The compute engine met an illegal instruction or address: mostly a program’s fault.',
  ),
  25: application('Invalid commands', pushBuffer),
  31: application('Memory page fault', 'A program reached for an address of the device that is not its own.'),
  32: application('Invalid commands', pushBuffer),
  37: harmless('Driver firmware error', 'The firmware of the compute engine met a request that it does not know.'),
  38: watched('Driver firmware timeout', 'The firmware of the compute engine took too long.'),
  39: copyEngine,
  40: copyEngine,
  41: copyEngine,
  43: application('Channel reset', 'A program’s own fault ended its work on the device. The device itself is well.'),
  44: application('Fault on switching', 'The compute engine failed while it switched between programs.'),
  45: harmless(
    'Work removed',
    'The driver took a program’s work off the device, since it was killed or after another fault.',
  ),
  46: wantsReset('Stopped processing', 'The device hung, and the driver could not get it going again.'),
  48: wantsReset('Uncorrectable memory error', 'Two bits of a word of memory were wrong, and the word is lost.'),
  54: wantsCheck('No auxiliary power', 'The board’s own power cable is not connected, or gives nothing.'),
  56: watched('Display engine error', 'The engine for displays failed. Compute work does not need it.'),
  57: wantsCheck('Memory interface error', 'The driver could not set up the interface to the device’s memory.'),
  58: wantsCheck('Unstable memory interface', 'The interface to the device’s memory makes errors.'),
  59: wantsSoftware('Power controller error', 'The device’s power controller met an error of its firmware.'),
  60: application('Security engine exception', 'The engine that handles protected content failed.'),
  61: watched('Controller breakpoint', 'The device’s power controller stopped at a breakpoint and went on.'),
  62: wantsReset(
    'Controller halted',
    'The device’s power controller stopped. Nothing manages clocks and power any more.',
  ),
  63: toEntry('warning', 'Reset the device when nothing runs on it, so that the spare memory comes into use.')(
    'Memory row put aside',
    'A bad row of memory, or a page of older devices, was noted to be replaced by a spare one.',
  ),
  64: wantsReset(
    'Memory row not put aside',
    'A bad row of memory could not be noted to be replaced: spares may be used up.',
  ),
  65: videoEngine,
  66: harmless('Illegal access by the driver', 'The driver touched a register that it may not.'),
  67: harmless('Illegal access by the driver', 'The driver touched a register that it may not.'),
  68: videoEngine,
  69: application('Engine class error', 'A program asked the compute engine for what it does not offer.'),
  70: copyEngine,
  71: copyEngine,
  72: copyEngine,
  74: toEntry('critical', checkLink)(
    'NVLink error',
    'A link to another device or to a switch failed. Work across devices fails with it.',
  ),
  78: toEntry('warning', 'Update driver and firmware to versions that fit each other.')(
    'Virtual GPU not started',
    'A virtual device could not be started on this one.',
  ),
  79: toEntry(
    'critical',
    'Drain the node and start the machine anew, from cold. If it comes back, have slot, power and device checked or replaced.',
  )(
    'Fell off the bus',
    'The driver can no longer reach the device over PCIe. It is gone for all that runs on the machine.',
  ),
  80: application('Corrupted commands', 'What was sent to the device arrived changed.'),
  82: videoEngine,
  83: videoEngine,
  84: videoEngine,
  86: videoEngine,
  92: watched(
    'Many corrected memory errors',
    'Single wrong bits are being corrected at a high rate. Nothing is lost yet.',
  ),
  93: watched(
    'Record memory wears out',
    'The flash memory of the device’s own records was written more often than it is meant to be.',
  ),
  94: toEntry(
    'warning',
    'Restart the job that was hit. Reset the device when nothing runs on it, so that the bad row is replaced.',
  )('Contained memory error', 'A memory error could not be corrected, but hit one program only. The others go on.'),
  95: wantsReset(
    'Uncontained memory error',
    'A memory error could not be corrected and may have reached every program on the device.',
  ),
  109: wantsReset('Switching timed out', 'The device did not finish switching between programs.'),
  110: wantsSoftware('Security fault', 'A security check of the device failed.'),
  119: wantsSoftware(
    'System processor silent',
    'The device’s own system processor (GSP) did not answer the driver in time.',
  ),
  120: wantsSoftware('System processor error', 'The device’s own system processor (GSP) met an error.'),
  121: watched('Chip-to-chip link error', 'The link between processor and device made errors, which were corrected.'),
  122: watched('Record memory not read', firmwareStorage),
  123: watched('Record memory not written', firmwareStorage),
  124: watched('Record memory not erased', firmwareStorage),
  125: watched('Record memory unreadable', firmwareStorage),
  136: toEntry('critical', checkLink)(
    'Link not trained',
    'A link to another device or to a switch could not be brought up.',
  ),
  137: application('NVLink access refused', 'A program reached over NVLink for memory that is not its own.'),
  140: wantsReset(
    'Memory error not recovered',
    'An uncorrectable memory error was found that the driver did not recover from.',
  ),
  141: harmless('Fast path error', 'A short cut of CUDA failed.'),
  143: wantsReset('Not initialised', 'The device could not be brought into service.'),
  144: ofLink('NVLink error', 'A part of NVLink (SAW) reported an error.'),
  145: ofLink('NVLink error', 'A part of NVLink (RLW) reported an error.'),
  146: ofLink('NVLink error', 'A part of NVLink (TLW) reported an error.'),
  147: ofLink('NVLink error', 'A part of NVLink (TREX) reported an error.'),
  148: ofLink('NVLink error', 'A part of NVLink (NVLPW) reported an error.'),
  149: ofLink('NVLink error', 'A part of NVLink (NETIR) reported an error.'),
  150: ofLink('NVLink error', 'A part of NVLink (MSE) reported an error.'),
  154: toEntry(
    'warning',
    'Do what the driver asks for: nvidia-smi tells whether it is a reset, a drain or a start of the machine.',
  )('Recovery asked for', 'What the driver wants done to recover the device has changed, after another code.'),
  155: ofLink('NVLink error', 'Software reported an error of a link.'),
  156: toEntry('warning', 'Reset the device when nothing runs on it.')(
    'Part put aside',
    'A faulty part of the device was noted to be taken out of use.',
  ),
  157: toEntry('warning', replace)('Part not put aside', 'A faulty part of the device could not be taken out of use.'),
  158: wantsReset('Fatal timeout', 'The device did not answer in time and cannot go on.'),
  160: watched('Channel put aside', 'A faulty channel of the device was taken out of use.'),
  161: toEntry('warning', replace)(
    'Channel not put aside',
    'A faulty channel of the device could not be taken out of use.',
  ),
  167: wantsCheck('PCIe timed out', 'A transfer over PCIe did not end in time, and the device cannot go on.'),
  168: toEntry('critical', replace)(
    'Less memory',
    'Errors in protected memory left the device with less memory than it should have.',
  ),
  169: wantsReset('Security engine halted', 'The controller of the security engine stopped.'),
  171: wantsReset(
    'Uncorrectable memory error',
    'A memory error that could not be corrected lies in the device’s memory chips.',
  ),
  172: wantsReset(
    'Uncorrectable memory error',
    'A memory error that could not be corrected lies inside the device’s chip.',
  ),
};
