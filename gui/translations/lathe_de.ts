<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
<context>
    <name>lathe::gui</name>
    <message>
        <source>pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Integrated, LUFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range, LU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max short-term, LUFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max momentary, LUFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True peak, dBTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PLR, dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> after </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moments that broke the rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To pass: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source (%1): %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Hz, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lathe report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::ChainPanel</name>
    <message>
        <source>This track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Master (all tracks)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which chain is shown: a track&apos;s own, or the one behind all tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the stage (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listen to what the stage takes away: its input minus its output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a stage behind the current one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the chain by a preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (removed sound)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (part of the track)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::CompressorPicture</name>
    <message>
        <source>Compressor curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level out over level in, dBFS. Drag the point: threshold, and up or down the ratio;
or the arrow keys. On the right: by how much it turns down now, and at most since playing began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold %1 dB, ratio %2 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::DenoisePicture</name>
    <message>
        <source>Noise profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The noise as it was learned from the track before its chain, and dashed what is left of it: the reduction and its curve.
Behind them: the spectrum of what plays, after all stages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learned from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the quietest passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning the noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No steady noise was found; give a range of noise alone below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the noise…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::Document</name>
    <message>
        <source>Nothing is selected: drag over the waveform or the spectrogram first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marker %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the time to keep first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::Editor</name>
    <message>
        <source>%1 dBFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::EditsPanel</name>
    <message>
        <source>Spectral edits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select what this edit works on and show it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let this edit work on what is selected now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this edit; the sound under it comes back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::EqPicture</name>
    <message>
        <source>Equaliser curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a node: frequency and gain; wheel: Q; double click: on or off.
Arrow keys move the current band, Page Up and Page Down choose another.
Behind the curve: the spectrum of what plays, after all stages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Band %1: %2 Hz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, Q %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, off</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::ExportDialog</name>
    <message>
        <source>Loudness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ceiling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the tails of reverbs: files grow by them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the chain says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a dither where words get shorter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All tracks that are not muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This track: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a target…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streaming: −14 LUFS, −1 dBTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apple Music: −16 LUFS, −1 dBTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EBU R 128: −23 LUFS, −1 dBTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CD, as loud as it is: −0.3 dBTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No change of level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} {title} {artist} {album} are replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample &amp;rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dither</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File &amp;names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export into</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>These files are there and will be replaced: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Export %n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::FrequencyRuler</name>
    <message>
        <source>Frequency ruler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Hz  %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::Goniometer</name>
    <message>
        <source>Goniometer and correlation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upright: mono; lying: out of phase. Below: correlation from −1 to +1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correlation %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correlation –</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::Jobs</name>
    <message numerus="yes">
        <source>Look at %n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::JobsPanel</name>
    <message>
        <source>%1:%2 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::LevelBars</name>
    <message>
        <source>Level meters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak (bar), RMS (dark) and held peak per channel; momentary, short-term and integrated loudness.
Click: reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::LevelRuler</name>
    <message>
        <source>Level ruler</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::LimiterPicture</name>
    <message>
        <source>Gain reduction of the limiter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By how much the limiter has turned down in the last ten seconds of playing, in dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now %1 dB, at most %2 dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>-%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ceiling %1 dBTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>   now %1 dB   deepest %2 dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play to see how far the gain goes down</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::LoudnessGraph</name>
    <message>
        <source>Loudness over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Integrated loudness %1 LUFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure the whole track, or play it: its loudness is drawn here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>momentary %1, short-term %2 LUFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before the chain %1, %2 LUFS</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::LoudnessPanel</name>
    <message>
        <source>pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the whole track, before and after its chains; the target of an export is not in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what was measured into a PDF or HTML file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Specification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the track is judged by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LRA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PLR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Integrated loudness, true peak, loudness range, peak to loudness ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To pass: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to report yet: measure the track first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::MainWindow</name>
    <message>
        <source>Lathe sessions (*.lathe)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audio and sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heard only in renders, as they need the whole recording: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU: …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for a GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU: none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No CUDA device was found: all work runs on the processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heavy work runs on this device, and on the processor if it fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 kHz · %2 ch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> → session %1 kHz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> %1 – %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 – %2 Hz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 cannot be made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to recover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the changes to this session?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your audio files are not changed either way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work is still running. Stop it and quit?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the &amp;start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the &amp;end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Play / stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the cursor, or what is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and put the cursor here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the selection &amp;once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play only the selected &amp;sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the selected frequencies and channels, without the chain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the whole &amp;album</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the selection, or the track, again and again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Bypass chain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hear the sound without its chain, at equal loudness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;A/B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hear the kept chain instead of the one there is, at equal loudness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep the chain for A/B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;wap the chain and the kept one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a session, or add audio files as tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Render the tracks into files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Measure the track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudness and peaks of the whole track, before and after its chains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a re&amp;port…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was measured, as PDF or web page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recover sessions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the &amp;demo mix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All &amp;commands…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Lathe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Lathe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Lathe %1&lt;/b&gt;&lt;p&gt;Mastering, restoration and measurement of finished mixes.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Trim track to selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Silence what is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the &amp;next marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the marker &amp;before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Invert selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection &amp;start to cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection &amp;end to cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To &amp;zero crossings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extend selection left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extend selection right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left channel only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right channel only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mid only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom to &amp;selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Waveform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;pectrogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Follow the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain wheel &amp;scrolls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lane per &amp;channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mid and side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All channels to&amp;gether</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a stretch of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a band over all time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a box in time and frequency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw around what you want to select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a sound: all that hangs together with it is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Harmonics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a tone: it and its harmonics are selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Transport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection &amp;through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;lours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Frequency axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FFT si&amp;ze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::MeterPanel</name>
    <message>
        <source>Streaming −14 LUFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apple Music −16 LUFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EBU R 128 −23 LUFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ATSC A/85 −24 LKFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Club −9 LUFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Integrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max momentary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max short-term</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PLR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the meters aim at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dBFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K-20</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K-14</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale of the level bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True peaks above the ceiling; click: go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  %2  %3 dBTP</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::OverviewBar</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::PdfReport</name>
    <message>
        <source>Page %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Looks and mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: meters only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This build has no PortAudio, so it cannot play.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&amp;anguage (from the next start on)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wheel scrolls, and zooms with Ctrl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys as they came</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::RecoveryDialog</name>
    <message>
        <source>unnamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1
%2 · %n track(s) · last step: %3</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Recover sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lathe was not closed the last time. Nothing that you did is lost:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sessions to recover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Put aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask me &amp;later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays among the ten newest in the folder of put-aside sessions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::RenderResult</name>
    <message>
        <source>%1: no sample was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudness, LUFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True peak, dBTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range, LU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain, dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>written and read back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files are written. The figures are those of the files, read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some files could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReverbPicture</name>
    <message>
        <source>Impulse response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The response as it is used: level over time, and as a line the decay of its energy.
Dashed: where the early sound ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing the response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverberation time %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the response…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, reverberation time %1 s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::SampleWindow</name>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::SettingsForm</name>
    <message>
        <source>Choose a file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::SpectrogramView</name>
    <message>
        <source>Spectrogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::SpectrumView</name>
    <message>
        <source>Spectrum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Hz  %2
now %3, average %4, peak %5 dB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::StartPage</name>
    <message>
        <source>Drop audio files or a session here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lathe shows their waveform and spectrogram, repairs, masters and measures them.
Your files are only read: what you do is kept in a session, and every step can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo mix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent sessions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::TimeRuler</name>
    <message>
        <source>Time ruler</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrackAnalysis</name>
    <message>
        <source>Measure %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(before its chain)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrackSound</name>
    <message>
        <source>Open %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peaks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peaks of edits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::TracksPanel</name>
    <message>
        <source>Tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::Transport</name>
    <message>
        <source>Open the tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match loudness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 kHz, %3 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (the sound has %1 kHz)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>, %n dropout(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::TransportBar</name>
    <message>
        <source>Transport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the playhead or the cursor is; type a time and press Enter to go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you hear: %1 dB. Files are not changed by it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lathe::gui::WaveformView</name>
    <message>
        <source>Waveform</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Mastering, restoration and measurement of finished mixes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A session, or audio files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
