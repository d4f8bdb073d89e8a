<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
<context>
    <name>lathe::gui</name>
    <message>
        <source>pass</source>
        <translation>erfüllt</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>nicht erfüllt</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>gilt nicht</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Integrated, LUFS</source>
        <translation>Integriert, LUFS</translation>
    </message>
    <message>
        <source>Loudness range (LRA), LU</source>
        <translation>Lautheitsumfang (LRA), LU</translation>
    </message>
    <message>
        <source>Max short-term, LUFS</source>
        <translation>Max. Short-Term, LUFS</translation>
    </message>
    <message>
        <source>Max momentary, LUFS</source>
        <translation>Max. Momentary, LUFS</translation>
    </message>
    <message>
        <source>True peak, dBTP</source>
        <translation>True Peak, dBTP</translation>
    </message>
    <message>
        <source>PLR, dB</source>
        <translation>PLR, dB</translation>
    </message>
    <message>
        <source> after </source>
        <translation> nach </translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Moments that broke the rules</source>
        <translation>Stellen, die die Regeln verletzen</translation>
    </message>
    <message>
        <source>To pass: %1</source>
        <translation>Um zu bestehen: %1</translation>
    </message>
    <message>
        <source>Source (%1): %2</source>
        <translation>Quelle (%1): %2</translation>
    </message>
    <message>
        <source>%1 Hz, %2</source>
        <translation>%1 Hz, %2</translation>
    </message>
    <message>
        <source>Lathe report</source>
        <translation>Lathe-Bericht</translation>
    </message>
</context>
<context>
    <name>lathe::gui::AlbumAnalysis</name>
    <message>
        <source>Measure the album</source>
        <translation>Das Album messen</translation>
    </message>
</context>
<context>
    <name>lathe::gui::AlbumPanel</name>
    <message>
        <source>Measure album</source>
        <translation>Album messen</translation>
    </message>
    <message>
        <source>Every track as it is rendered, and all of them as one programme</source>
        <translation>Jeder Titel, wie er gerendert wird, und alle zusammen als ein Programm</translation>
    </message>
    <message>
        <source>Album to target (keeps balance)</source>
        <translation>Album auf Ziel (Verhältnis bleibt)</translation>
    </message>
    <message>
        <source>Each track to target</source>
        <translation>Jeden Titel auf Ziel</translation>
    </message>
    <message>
        <source>Loudness measure</source>
        <translation>Lautheitsmaß</translation>
    </message>
    <message>
        <source>The album: all tracks by the same gain, so that they keep their balance. Every track: each by its own</source>
        <translation>Das Album: alle Titel um den gleichen Betrag, sodass sie ihr Verhältnis behalten. Jeden Titel: jeder um seinen eigenen</translation>
    </message>
    <message>
        <source> LUFS</source>
        <translation> LUFS</translation>
    </message>
    <message>
        <source>Target loudness</source>
        <translation>Ziellautheit</translation>
    </message>
    <message>
        <source>Match loudness…</source>
        <translation>Lautheit angleichen …</translation>
    </message>
    <message>
        <source>Sets the tracks&apos; gains, in one step. They lie before the chains: measure again if a chain compresses or limits</source>
        <translation>Setzt die Pegel der Titel in einem Schritt. Sie liegen vor den Ketten: neu messen, wenn eine Kette komprimiert oder begrenzt</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Misst …</translation>
    </message>
    <message>
        <source>Album %1 LUFS   LRA %2 LU   %3 dBTP</source>
        <translation>Album %1 LUFS   LRA %2 LU   %3 dBTP</translation>
    </message>
    <message>
        <source>   (out of date)</source>
        <translation>   (veraltet)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ChainPanel</name>
    <message>
        <source>Track chain</source>
        <translation>Titelkette</translation>
    </message>
    <message>
        <source>Album chain</source>
        <translation>Albumkette</translation>
    </message>
    <message>
        <source>Which chain is shown: a track&apos;s own, or the one behind all tracks</source>
        <translation>Welche Kette gezeigt wird: die eigene eines Titels oder die hinter allen Titeln</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Kette</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the stage (Del)</source>
        <translation>Die Stufe entfernen (Entf)</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>Delta: hear what the stage takes away, its input minus its output</source>
        <translation>Delta: hören, was die Stufe wegnimmt, Eingang minus Ausgang</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Add a stage behind the current one</source>
        <translation>Eine Stufe hinter der jetzigen einfügen</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Presets</translation>
    </message>
    <message>
        <source>Replace the chain by a preset</source>
        <translation>Die Kette durch ein Preset ersetzen</translation>
    </message>
    <message>
        <source> (Delta)</source>
        <translation> (Delta)</translation>
    </message>
    <message>
        <source> (part of the track)</source>
        <translation> (Teil des Titels)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>Befehle suchen</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Gefundene Befehle</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CompressorPicture</name>
    <message>
        <source>Compressor curve</source>
        <translation>Kompressorkennlinie</translation>
    </message>
    <message>
        <source>Level out over level in, dBFS. Drag the point: threshold, and up or down the ratio;
or the arrow keys. On the right: by how much it turns down now, and at most since playing began.</source>
        <translation>Ausgangs- über Eingangspegel, dBFS. Den Punkt ziehen: Schwelle, und auf oder ab das Verhältnis;
oder die Pfeiltasten. Rechts: wie weit jetzt abgesenkt wird, und am weitesten seit Beginn der Wiedergabe.</translation>
    </message>
    <message>
        <source>Threshold %1 dB, ratio %2 to 1</source>
        <translation>Schwelle %1 dB, Verhältnis %2 zu 1</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
</context>
<context>
    <name>lathe::gui::DenoisePicture</name>
    <message>
        <source>Noise profile</source>
        <translation>Geräuschprofil</translation>
    </message>
    <message>
        <source>The noise as it was learned from the track before its chain, and dashed what is left of it: the reduction and its curve.
Behind them: the spectrum of what plays, after all stages.</source>
        <translation>Das Geräusch, wie es aus dem Titel vor seiner Kette gelernt wurde, und gestrichelt, was davon bleibt: Absenkung und ihre Kurve.
Dahinter: das Spektrum dessen, was läuft, nach allen Stufen.</translation>
    </message>
    <message>
        <source>learned from %1</source>
        <translation>gelernt aus %1</translation>
    </message>
    <message>
        <source>the quietest passages</source>
        <translation>den leisesten Stellen</translation>
    </message>
    <message>
        <source>Learning noise profile</source>
        <translation>Geräuschprofil lernen</translation>
    </message>
    <message>
        <source>No steady noise was found; give a range of noise alone below</source>
        <translation>Kein gleichmäßiges Geräusch gefunden; geben Sie unten einen Bereich mit Geräusch allein an</translation>
    </message>
    <message>
        <source>Noise, %1</source>
        <translation>Geräusch, %1</translation>
    </message>
    <message>
        <source>Learning noise profile…</source>
        <translation>Lernt das Geräuschprofil …</translation>
    </message>
</context>
<context>
    <name>lathe::gui::Document</name>
    <message>
        <source>Nothing is selected: drag over the waveform or the spectrogram first</source>
        <translation>Nichts ist ausgewählt: ziehen Sie zuerst über Wellenform oder Spektrogramm</translation>
    </message>
    <message>
        <source>Marker %1</source>
        <translation>Marke %1</translation>
    </message>
    <message>
        <source>Select the time to keep first</source>
        <translation>Wählen Sie zuerst die Zeit aus, die bleiben soll</translation>
    </message>
    <message>
        <source>Session sample rate</source>
        <translation>Abtastrate der Sitzung</translation>
    </message>
    <message>
        <source>Tracks and chains run at this rate, in Hz. Times stay as they are.</source>
        <translation>Mit dieser Rate, in Hz, laufen Titel und Ketten. Zeiten bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no sample rate; type a whole number of Hz, as in 48000</source>
        <translation>„%1“ ist keine Abtastrate; geben Sie eine ganze Zahl in Hz ein, etwa 48000</translation>
    </message>
</context>
<context>
    <name>lathe::gui::Editor</name>
    <message>
        <source>%1 dBFS</source>
        <translation>%1 dBFS</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
</context>
<context>
    <name>lathe::gui::EditsPanel</name>
    <message>
        <source>Spectral edits</source>
        <translation>Spektrale Bearbeitungen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Select what this edit works on and show it</source>
        <translation>Auswählen, worauf diese Bearbeitung wirkt, und es zeigen</translation>
    </message>
    <message>
        <source>Use selection</source>
        <translation>Auswahl nehmen</translation>
    </message>
    <message>
        <source>Let this edit work on what is selected now</source>
        <translation>Diese Bearbeitung auf das wirken lassen, was jetzt ausgewählt ist</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove this edit; the sound under it comes back</source>
        <translation>Diese Bearbeitung entfernen; der Klang darunter kommt zurück</translation>
    </message>
</context>
<context>
    <name>lathe::gui::EqPicture</name>
    <message>
        <source>Equaliser curve</source>
        <translation>Equalizerkurve</translation>
    </message>
    <message>
        <source>Drag a node: frequency and gain; wheel: Q; double click: on or off.
Arrow keys move the current band, Page Up and Page Down choose another.
Behind the curve: the spectrum of what plays, after all stages.</source>
        <translation>Einen Knoten ziehen: Frequenz und Pegel; Rad: Güte; Doppelklick: an oder aus.
Pfeiltasten bewegen das jetzige Band, Bild auf und ab wählen ein anderes.
Hinter der Kurve: das Spektrum dessen, was läuft, nach allen Stufen.</translation>
    </message>
    <message>
        <source>Band %1: %2 Hz</source>
        <translation>Band %1: %2 Hz</translation>
    </message>
    <message>
        <source>, %1 dB</source>
        <translation>, %1 dB</translation>
    </message>
    <message>
        <source>, Q %1</source>
        <translation>, Güte %1</translation>
    </message>
    <message>
        <source>, off</source>
        <translation>, aus</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ExportDialog</name>
    <message>
        <source>Loudness</source>
        <translation>Lautheit</translation>
    </message>
    <message>
        <source>Ceiling</source>
        <translation>Obergrenze</translation>
    </message>
    <message>
        <source>Include reverb tails: files grow by them</source>
        <translation>Hallfahnen mitnehmen: Dateien werden um sie länger</translation>
    </message>
    <message>
        <source>Render</source>
        <translation>Rendern</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Add a dither where words get shorter</source>
        <translation>Dither anfügen, wo Wörter kürzer werden</translation>
    </message>
    <message>
        <source>All tracks that are not muted</source>
        <translation>Alle Titel, die nicht stumm sind</translation>
    </message>
    <message>
        <source>This track: %1</source>
        <translation>Dieser Titel: %1</translation>
    </message>
    <message>
        <source>Choose a target…</source>
        <translation>Ziel wählen …</translation>
    </message>
    <message>
        <source>Streaming: −14 LUFS, −1 dBTP</source>
        <translation>Streaming: −14 LUFS, −1 dBTP</translation>
    </message>
    <message>
        <source>Apple Music: −16 LUFS, −1 dBTP</source>
        <translation>Apple Music: −16 LUFS, −1 dBTP</translation>
    </message>
    <message>
        <source>EBU R 128: −23 LUFS, −1 dBTP</source>
        <translation>EBU R 128: −23 LUFS, −1 dBTP</translation>
    </message>
    <message>
        <source>CD, as loud as it is: −0.3 dBTP</source>
        <translation>CD, so laut sie ist: −0,3 dBTP</translation>
    </message>
    <message>
        <source>No change of level</source>
        <translation>Keine Pegeländerung</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>{number} {title} {artist} {album} are replaced</source>
        <translation>{number} {title} {artist} {album} werden ersetzt</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>&amp;Was</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>Sample &amp;rate</source>
        <translation>Abtast&amp;rate</translation>
    </message>
    <message>
        <source>&amp;Dither</source>
        <translation>&amp;Dither</translation>
    </message>
    <message>
        <source>&amp;Target</source>
        <translation>&amp;Ziel</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>File &amp;names</source>
        <translation>Datei&amp;namen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>&amp;Render</source>
        <translation>&amp;Rendern</translation>
    </message>
    <message>
        <source>Render into</source>
        <translation>Rendern nach</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>These files are there and will be replaced: %1</source>
        <translation>Diese Dateien gibt es schon, sie werden ersetzt: %1</translation>
    </message>
    <message numerus="yes">
        <source>Render %n file(s)</source>
        <translation>
            <numerusform>%n Datei exportieren</numerusform>
            <numerusform>%n Dateien exportieren</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::FrequencyRuler</name>
    <message>
        <source>Frequency ruler</source>
        <translation>Frequenzlineal</translation>
    </message>
    <message>
        <source>%1 Hz  %2</source>
        <translation>%1 Hz  %2</translation>
    </message>
</context>
<context>
    <name>lathe::gui::Goniometer</name>
    <message>
        <source>Goniometer and correlation</source>
        <translation>Goniometer und Korrelation</translation>
    </message>
    <message>
        <source>Vertical: in phase; horizontal: out of phase. Below: correlation from −1 to +1</source>
        <translation>Senkrecht: gleichphasig; waagerecht: gegenphasig. Darunter: Korrelation von −1 bis +1</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Correlation %1</source>
        <translation>Korrelation %1</translation>
    </message>
    <message>
        <source>Correlation –</source>
        <translation>Korrelation –</translation>
    </message>
</context>
<context>
    <name>lathe::gui::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>lathe::gui::Jobs</name>
    <message numerus="yes">
        <source>Look at %n file(s)</source>
        <translation>
            <numerusform>%n Datei ansehen</numerusform>
            <numerusform>%n Dateien ansehen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::JobsPanel</name>
    <message>
        <source>%1:%2 left</source>
        <translation>noch %1:%2</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>lathe::gui::LevelBars</name>
    <message>
        <source>Level meters</source>
        <translation>Pegelanzeigen</translation>
    </message>
    <message>
        <source>Peak (bar), RMS (dark) and held peak per channel; momentary, short-term and integrated loudness.
Click: reset</source>
        <translation>Spitze (Balken), RMS (dunkel) und gehaltene Spitze je Kanal; Momentary, Short-Term und integrierte Lautheit.
Klick: zurücksetzen</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>I</source>
        <translation>I</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>Integrated %1 LUFS, short-term %2, momentary %3, true peak %4 dBTP</source>
        <translation>Integriert %1 LUFS, Short-Term %2, Momentary %3, True Peak %4 dBTP</translation>
    </message>
</context>
<context>
    <name>lathe::gui::LevelRuler</name>
    <message>
        <source>Level ruler</source>
        <translation>Pegellineal</translation>
    </message>
</context>
<context>
    <name>lathe::gui::LimiterPicture</name>
    <message>
        <source>Gain reduction of the limiter</source>
        <translation>Pegelreduktion des Limiters</translation>
    </message>
    <message>
        <source>By how much the limiter has turned down in the last ten seconds of playing, in dB</source>
        <translation>Wie weit der Limiter in den letzten zehn Sekunden der Wiedergabe abgesenkt hat, in dB</translation>
    </message>
    <message>
        <source>Now %1 dB, at most %2 dB</source>
        <translation>Jetzt %1 dB, höchstens %2 dB</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>-%1 s</source>
        <translation>-%1 s</translation>
    </message>
    <message>
        <source>Ceiling %1 dBTP</source>
        <translation>Obergrenze %1 dBTP</translation>
    </message>
    <message>
        <source>   now %1 dB   deepest %2 dB</source>
        <translation>   jetzt %1 dB   am tiefsten %2 dB</translation>
    </message>
    <message>
        <source>Play to see how far the gain goes down</source>
        <translation>Wiedergabe starten, um zu sehen, wie weit der Pegel sinkt</translation>
    </message>
</context>
<context>
    <name>lathe::gui::LoudnessGraph</name>
    <message>
        <source>Loudness over time</source>
        <translation>Lautheit über die Zeit</translation>
    </message>
    <message>
        <source>Integrated loudness %1 LUFS</source>
        <translation>Integrierte Lautheit %1 LUFS</translation>
    </message>
    <message>
        <source>Measure the whole track, or play it: its loudness is drawn here</source>
        <translation>Den ganzen Titel messen oder abspielen: seine Lautheit wird hier gezeichnet</translation>
    </message>
    <message>
        <source>momentary %1, short-term %2 LUFS</source>
        <translation>Momentary %1, Short-Term %2 LUFS</translation>
    </message>
    <message>
        <source>before the chain %1, %2 LUFS</source>
        <translation>vor der Kette %1, %2 LUFS</translation>
    </message>
    <message>
        <source>Not measured yet</source>
        <translation>Noch nicht gemessen</translation>
    </message>
</context>
<context>
    <name>lathe::gui::LoudnessPanel</name>
    <message>
        <source>pass</source>
        <translation>erfüllt</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>nicht erfüllt</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>gilt nicht</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>Click: go there</source>
        <translation>Klick: dorthin gehen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Reads the whole track, before and after its chains; the target of an export is not in it</source>
        <translation>Liest den ganzen Titel, vor und nach seinen Ketten; das Ziel eines Exports ist nicht darin</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht …</translation>
    </message>
    <message>
        <source>Write what was measured into a PDF or HTML file</source>
        <translation>Das Gemessene in eine PDF- oder HTML-Datei schreiben</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>What the track is judged by</source>
        <translation>Wonach der Titel beurteilt wird</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Misst …</translation>
    </message>
    <message>
        <source>out of date</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>I</source>
        <translation>I</translation>
    </message>
    <message>
        <source>TP</source>
        <translation>TP</translation>
    </message>
    <message>
        <source>LRA</source>
        <translation>LRA</translation>
    </message>
    <message>
        <source>PLR</source>
        <translation>PLR</translation>
    </message>
    <message>
        <source>Integrated loudness, true peak, loudness range, peak to loudness ratio</source>
        <translation>Integrierte Lautheit, True Peak, Lautheitsumfang, Verhältnis von Spitze zu Lautheit</translation>
    </message>
    <message>
        <source>To pass: %1</source>
        <translation>Um zu bestehen: %1</translation>
    </message>
    <message>
        <source>There is nothing to report yet: measure the track first</source>
        <translation>Es gibt noch nichts zu berichten: messen Sie zuerst den Titel</translation>
    </message>
    <message>
        <source>Write a report</source>
        <translation>Bericht schreiben</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>%1 schreiben</translation>
    </message>
</context>
<context>
    <name>lathe::gui::MainWindow</name>
    <message>
        <source>Lathe sessions (*.lathe)</source>
        <translation>Lathe-Sitzungen (*.lathe)</translation>
    </message>
    <message>
        <source>Audio and sessions</source>
        <translation>Audio und Sitzungen</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Preview needed, as these modules read the whole recording: %1</source>
        <translation>Vorschau nötig, weil diese Module die ganze Aufnahme lesen: %1</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Kette</translation>
    </message>
    <message>
        <source>Edits</source>
        <translation>Bearbeitungen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>Spektrum</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautheit</translation>
    </message>
    <message>
        <source>Meters</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>GPU: …</source>
        <translation>GPU: …</translation>
    </message>
    <message>
        <source>Detect GPU</source>
        <translation>GPU suchen</translation>
    </message>
    <message>
        <source>GPU: none</source>
        <translation>GPU: keine</translation>
    </message>
    <message>
        <source>GPU: %1</source>
        <translation>GPU: %1</translation>
    </message>
    <message>
        <source>No CUDA device was found: all work runs on the CPU</source>
        <translation>Kein CUDA-Gerät gefunden: alle Arbeit läuft auf dem Prozessor</translation>
    </message>
    <message>
        <source>Heavy work runs on this device, and on the CPU if it fails</source>
        <translation>Schwere Arbeit läuft auf diesem Gerät, und auf dem Prozessor, wenn es versagt</translation>
    </message>
    <message>
        <source>Unsaved session</source>
        <translation>Ungesicherte Sitzung</translation>
    </message>
    <message>
        <source>%1 kHz · %2 ch</source>
        <translation>%1 kHz · %2 K.</translation>
    </message>
    <message>
        <source> → session %1 kHz</source>
        <translation> → Sitzung %1 kHz</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made</source>
        <translation>Der Ordner %1 kann nicht angelegt werden</translation>
    </message>
    <message>
        <source>There is nothing to recover</source>
        <translation>Es gibt nichts wiederherzustellen</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>Sitzung sichern</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gesichert</translation>
    </message>
    <message>
        <source>Save the changes to this session?</source>
        <translation>Die Änderungen an dieser Sitzung sichern?</translation>
    </message>
    <message>
        <source>Your audio files are not changed either way.</source>
        <translation>Ihre Audiodateien bleiben so oder so unverändert.</translation>
    </message>
    <message>
        <source>Work is still running. Stop it and quit?</source>
        <translation>Es wird noch gearbeitet. Abbrechen und beenden?</translation>
    </message>
    <message>
        <source>To the &amp;start</source>
        <translation>Zum &amp;Anfang</translation>
    </message>
    <message>
        <source>To the &amp;end</source>
        <translation>Zum En&amp;de</translation>
    </message>
    <message>
        <source>&amp;Play / stop</source>
        <translation>Wiede&amp;rgabe / Stopp</translation>
    </message>
    <message>
        <source>From the cursor, or what is selected</source>
        <translation>Vom Cursor an, oder das Ausgewählte</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>Stop at playhead</source>
        <translation>An der Abspielposition anhalten</translation>
    </message>
    <message>
        <source>Play the selection &amp;once</source>
        <translation>Auswahl &amp;einmal spielen</translation>
    </message>
    <message>
        <source>Only the selected frequencies and channels, without the chain</source>
        <translation>Nur die ausgewählten Frequenzen und Kanäle, ohne die Kette</translation>
    </message>
    <message>
        <source>&amp;Loop</source>
        <translation>S&amp;chleife</translation>
    </message>
    <message>
        <source>Play the selection, or the track, again and again</source>
        <translation>Die Auswahl oder den Titel immer wieder spielen</translation>
    </message>
    <message>
        <source>&amp;Bypass chain</source>
        <translation>Kette &amp;umgehen</translation>
    </message>
    <message>
        <source>Bypass the chain, at equal loudness</source>
        <translation>Die Kette umgehen, bei gleicher Lautheit</translation>
    </message>
    <message>
        <source>&amp;A/B</source>
        <translation>A/&amp;B</translation>
    </message>
    <message>
        <source>Hear the snapshot instead of the chain, at equal loudness</source>
        <translation>Den Schnappschuss statt der Kette hören, bei gleicher Lautheit</translation>
    </message>
    <message>
        <source>Store snaps&amp;hot of the chain</source>
        <translation>&amp;Schnappschuss der Kette merken</translation>
    </message>
    <message>
        <source>S&amp;wap chain and snapshot</source>
        <translation>Kette und Schnappschuss &amp;tauschen</translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation>&amp;Neue Sitzung</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open a session, or add audio files as tracks</source>
        <translation>Eine Sitzung öffnen oder Audiodateien als Titel hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>Sitzung &amp;sichern</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>Sitzung sichern &amp;als …</translation>
    </message>
    <message>
        <source>R&amp;ender…</source>
        <translation>R&amp;endern …</translation>
    </message>
    <message>
        <source>Render the tracks into files</source>
        <translation>Die Titel in Dateien rendern</translation>
    </message>
    <message>
        <source>&amp;Measure the track</source>
        <translation>Titel &amp;messen</translation>
    </message>
    <message>
        <source>Loudness and peaks of the whole track, before and after its chains</source>
        <translation>Lautheit und Spitzen des ganzen Titels, vor und nach seinen Ketten</translation>
    </message>
    <message>
        <source>Write a re&amp;port…</source>
        <translation>Be&amp;richt schreiben …</translation>
    </message>
    <message>
        <source>What was measured, as PDF or web page</source>
        <translation>Was gemessen wurde, als PDF oder Webseite</translation>
    </message>
    <message>
        <source>&amp;Recover sessions…</source>
        <translation>Sitzungen &amp;wiederherstellen …</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Open the &amp;demo mix</source>
        <translation>&amp;Demo-Mix öffnen</translation>
    </message>
    <message>
        <source>All &amp;commands…</source>
        <translation>Alle &amp;Befehle …</translation>
    </message>
    <message>
        <source>&amp;About Lathe</source>
        <translation>Übe&amp;r Lathe</translation>
    </message>
    <message>
        <source>About Lathe</source>
        <translation>Über Lathe</translation>
    </message>
    <message>
        <source>&lt;b&gt;Lathe %1&lt;/b&gt;&lt;p&gt;Mastering, restoration and measurement of finished mixes.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;b&gt;Lathe %1&lt;/b&gt;&lt;p&gt;Mastering, Restauration und Messung fertiger Mischungen.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder neuer.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>&amp;Crop to selection</source>
        <translation>Auf Auswahl &amp;zuschneiden</translation>
    </message>
    <message>
        <source>&amp;Silence</source>
        <translation>&amp;Stille</translation>
    </message>
    <message>
        <source>Add &amp;marker</source>
        <translation>&amp;Marke setzen</translation>
    </message>
    <message>
        <source>Session sample rat&amp;e…</source>
        <translation>&amp;Abtastrate der Sitzung …</translation>
    </message>
    <message>
        <source>The rate at which the tracks and their chains run; what is where stays where it is</source>
        <translation>Die Rate, mit der die Titel und ihre Ketten laufen; alles bleibt, wo es ist</translation>
    </message>
    <message>
        <source>&amp;Next marker</source>
        <translation>&amp;Nächste Marke</translation>
    </message>
    <message>
        <source>Previous mar&amp;ker</source>
        <translation>&amp;Vorige Marke</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Deselect</source>
        <translation>Auswahl auf&amp;heben</translation>
    </message>
    <message>
        <source>&amp;Invert selection</source>
        <translation>Auswahl &amp;umkehren</translation>
    </message>
    <message>
        <source>Selection &amp;start to cursor</source>
        <translation>Auswahlan&amp;fang zum Cursor</translation>
    </message>
    <message>
        <source>Selection &amp;end to cursor</source>
        <translation>Auswahl&amp;ende zum Cursor</translation>
    </message>
    <message>
        <source>To &amp;zero crossings</source>
        <translation>Zu Nulldurch&amp;gängen</translation>
    </message>
    <message>
        <source>Cursor left</source>
        <translation>Cursor nach links</translation>
    </message>
    <message>
        <source>Cursor right</source>
        <translation>Cursor nach rechts</translation>
    </message>
    <message>
        <source>Extend selection left</source>
        <translation>Auswahl nach links erweitern</translation>
    </message>
    <message>
        <source>Extend selection right</source>
        <translation>Auswahl nach rechts erweitern</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>Alle Kanäle</translation>
    </message>
    <message>
        <source>Left channel only</source>
        <translation>Nur linker Kanal</translation>
    </message>
    <message>
        <source>Right channel only</source>
        <translation>Nur rechter Kanal</translation>
    </message>
    <message>
        <source>Mid only</source>
        <translation>Nur Mitte</translation>
    </message>
    <message>
        <source>Side only</source>
        <translation>Nur Seite</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Hineinzoomen</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Hinaus&amp;zoomen</translation>
    </message>
    <message>
        <source>Zoom to fit</source>
        <translation>Alles einpassen</translation>
    </message>
    <message>
        <source>Zoom to &amp;selection</source>
        <translation>Auf die A&amp;uswahl zoomen</translation>
    </message>
    <message>
        <source>&amp;Waveform</source>
        <translation>&amp;Wellenform</translation>
    </message>
    <message>
        <source>S&amp;pectrogram</source>
        <translation>S&amp;pektrogramm</translation>
    </message>
    <message>
        <source>&amp;Follow the playhead</source>
        <translation>Wiedergabe &amp;folgen</translation>
    </message>
    <message>
        <source>&amp;Mid and side</source>
        <translation>&amp;Mitte und Seite</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Select a stretch of time</source>
        <translation>Einen Zeitabschnitt auswählen</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>Frequenz</translation>
    </message>
    <message>
        <source>Select a band over all time</source>
        <translation>Ein Band über alle Zeit auswählen</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Select a box in time and frequency</source>
        <translation>Ein Rechteck in Zeit und Frequenz auswählen</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Draw around what you want to select</source>
        <translation>Umfahren, was ausgewählt werden soll</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Paint the selection</source>
        <translation>Die Auswahl malen</translation>
    </message>
    <message>
        <source>Wand</source>
        <translation>Zauberstab</translation>
    </message>
    <message>
        <source>Click: select the connected sound</source>
        <translation>Klick: den zusammenhängenden Klang auswählen</translation>
    </message>
    <message>
        <source>Harmonics</source>
        <translation>Harmonische</translation>
    </message>
    <message>
        <source>Click a tone: it and its harmonics are selected</source>
        <translation>Auf einen Ton klicken: er und seine Obertöne werden ausgewählt</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Mel</source>
        <translation>Mel</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung zurü&amp;cksetzen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Select</source>
        <translation>&amp;Auswahl</translation>
    </message>
    <message>
        <source>&amp;Tool</source>
        <translation>&amp;Werkzeug</translation>
    </message>
    <message>
        <source>&amp;Channels</source>
        <translation>&amp;Kanäle</translation>
    </message>
    <message>
        <source>&amp;Transport</source>
        <translation>&amp;Transport</translation>
    </message>
    <message>
        <source>&amp;Process</source>
        <translation>&amp;Prozess</translation>
    </message>
    <message>
        <source>Process &amp;with</source>
        <translation>Bearbeiten &amp;mit</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;nsicht</translation>
    </message>
    <message>
        <source>Co&amp;lour map</source>
        <translation>Fa&amp;rbskala</translation>
    </message>
    <message>
        <source>FFT si&amp;ze</source>
        <translation>FFT-Gr&amp;öße</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Measure the a&amp;lbum</source>
        <translation>A&amp;lbum messen</translation>
    </message>
    <message>
        <source>Every track as it is rendered, and all of them as one programme</source>
        <translation>Jeder Titel, wie er gerendert wird, und alle zusammen als ein Programm</translation>
    </message>
    <message>
        <source>Room for waveform and spectrogram, with the list of edits</source>
        <translation>Platz für Wellenform und Spektrogramm, mit der Liste der Bearbeitungen</translation>
    </message>
    <message>
        <source>Chain, tracks and meters around the sound</source>
        <translation>Kette, Titel und Anzeigen um den Klang herum</translation>
    </message>
    <message>
        <source>Loudness over time, verdicts and meters</source>
        <translation>Lautheit über die Zeit, Urteile und Anzeigen</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>&amp;Voriges Feld</translation>
    </message>
    <message>
        <source>Play selected fre&amp;quencies</source>
        <translation>Ausgewählte Fre&amp;quenzen spielen</translation>
    </message>
    <message>
        <source>Play the whole alb&amp;um</source>
        <translation>Das ganze A&amp;lbum spielen</translation>
    </message>
    <message>
        <source>Plain wheel s&amp;crolls</source>
        <translation>Rad allein &amp;scrollt</translation>
    </message>
    <message>
        <source>Cha&amp;nnels</source>
        <translation>Ka&amp;näle</translation>
    </message>
    <message>
        <source>Layout E&amp;dit</source>
        <translation>Anordnung &amp;Bearbeiten</translation>
    </message>
    <message>
        <source>Layout Mas&amp;ter</source>
        <translation>Anordnung Mas&amp;tern</translation>
    </message>
    <message>
        <source>Ne&amp;xt panel</source>
        <translation>Nächstes Feld</translation>
    </message>
    <message>
        <source>Fre&amp;quency axis</source>
        <translation>Fre&amp;quenzachse</translation>
    </message>
    <message>
        <source>Pan&amp;els</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Waveform o&amp;ver the spectrogram</source>
        <translation>Wellenform über dem Spektro&amp;gramm</translation>
    </message>
    <message>
        <source>Mono sum view</source>
        <translation>Mono-Summe</translation>
    </message>
    <message>
        <source>Hann</source>
        <translation>Hann</translation>
    </message>
    <message>
        <source>Blackman-Harris</source>
        <translation>Blackman-Harris</translation>
    </message>
    <message>
        <source>Kaiser</source>
        <translation>Kaiser</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>Spectrogram level +6 dB</source>
        <translation>Spektrogrammpegel +6 dB</translation>
    </message>
    <message>
        <source>Spectrogram level −6 dB</source>
        <translation>Spektrogrammpegel −6 dB</translation>
    </message>
    <message>
        <source>Hours, minutes, seconds</source>
        <translation>Stunden, Minuten, Sekunden</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Samples</translation>
    </message>
    <message>
        <source>CD frames</source>
        <translation>CD-Frames</translation>
    </message>
    <message>
        <source>Deliver layout</source>
        <translation>Anordnung &amp;Ausliefern</translation>
    </message>
    <message>
        <source>Anal&amp;ysis window</source>
        <translation>Anal&amp;ysefenster</translation>
    </message>
    <message>
        <source>Dynamic ran&amp;ge</source>
        <translation>Dynamikbereich</translation>
    </message>
    <message>
        <source>Time r&amp;uler</source>
        <translation>Ze&amp;itlineal</translation>
    </message>
    <message>
        <source>Look for sessions to recover</source>
        <translation>Nach wiederherstellbaren Sitzungen suchen</translation>
    </message>
    <message>
        <source>A session cannot be recovered; its journal is put aside: %1</source>
        <translation>Eine Sitzung lässt sich nicht wiederherstellen; ihr Journal ist beiseitegelegt: %1</translation>
    </message>
    <message>
        <source>Another program has changed this session since it was opened or saved here.</source>
        <translation>Ein anderes Programm hat diese Sitzung geändert, seit sie hier geöffnet oder gespeichert wurde.</translation>
    </message>
    <message>
        <source>%1
Nothing has been written.</source>
        <translation>%1
Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter …</translation>
    </message>
    <message>
        <source>&amp;Open the changed file</source>
        <translation>Geänderte Datei ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Over&amp;write it</source>
        <translation>Über&amp;schreiben</translation>
    </message>
    <message>
        <source>What was changed here and not saved is lost</source>
        <translation>Was hier geändert und nicht gespeichert wurde, geht verloren</translation>
    </message>
    <message>
        <source>What the other program has changed is lost</source>
        <translation>Was das andere Programm geändert hat, geht verloren</translation>
    </message>
</context>
<context>
    <name>lathe::gui::MeterPanel</name>
    <message>
        <source>Streaming −14 LUFS</source>
        <translation>Streaming −14 LUFS</translation>
    </message>
    <message>
        <source>Apple Music −16 LUFS</source>
        <translation>Apple Music −16 LUFS</translation>
    </message>
    <message>
        <source>EBU R 128 −23 LUFS</source>
        <translation>EBU R 128 −23 LUFS</translation>
    </message>
    <message>
        <source>ATSC A/85 −24 LKFS</source>
        <translation>ATSC A/85 −24 LKFS</translation>
    </message>
    <message>
        <source>Club −9 LUFS</source>
        <translation>Club −9 LUFS</translation>
    </message>
    <message>
        <source>Integrated</source>
        <translation>Integriert</translation>
    </message>
    <message>
        <source>Loudness range (LRA)</source>
        <translation>Lautheitsumfang (LRA)</translation>
    </message>
    <message>
        <source>Max momentary</source>
        <translation>Max. Momentary</translation>
    </message>
    <message>
        <source>Max short-term</source>
        <translation>Max. Short-Term</translation>
    </message>
    <message>
        <source>True peak</source>
        <translation>True Peak</translation>
    </message>
    <message>
        <source>PLR</source>
        <translation>PLR</translation>
    </message>
    <message>
        <source>PSR</source>
        <translation>PSR</translation>
    </message>
    <message>
        <source>Meter target</source>
        <translation>Ziel der Anzeigen</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>dBFS</source>
        <translation>dBFS</translation>
    </message>
    <message>
        <source>K-20</source>
        <translation>K-20</translation>
    </message>
    <message>
        <source>K-14</source>
        <translation>K-14</translation>
    </message>
    <message>
        <source>Scale of the level bars</source>
        <translation>Skala der Pegelbalken</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Overs</source>
        <translation>Übersteuerungen</translation>
    </message>
    <message>
        <source>Overs: true peaks above the ceiling. Click: go there</source>
        <translation>Übersteuerungen: True Peaks über der Obergrenze. Klick: dorthin gehen</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>%1  %2  %3 dBTP</source>
        <translation>%1  %2  %3 dBTP</translation>
    </message>
</context>
<context>
    <name>lathe::gui::OverviewBar</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
</context>
<context>
    <name>lathe::gui::PdfReport</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
</context>
<context>
    <name>lathe::gui::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Sound</source>
        <translation>&amp;Klang</translation>
    </message>
    <message>
        <source>&amp;Appearance and mouse</source>
        <translation>&amp;Aussehen und Maus</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>The system&apos;s default</source>
        <translation>Der des Systems</translation>
    </message>
    <message>
        <source>None: meters only</source>
        <translation>Keiner: nur Anzeigen</translation>
    </message>
    <message>
        <source>%1 frames</source>
        <translation>%1 Frames</translation>
    </message>
    <message>
        <source>&amp;Output</source>
        <translation>&amp;Ausgang</translation>
    </message>
    <message>
        <source>&amp;Block</source>
        <translation>&amp;Block</translation>
    </message>
    <message>
        <source>This build has no PortAudio, so it cannot play.</source>
        <translation>Dieser Bau hat kein PortAudio und kann daher nicht abspielen.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>L&amp;anguage (from the next start on)</source>
        <translation>S&amp;prache (vom nächsten Start an)</translation>
    </message>
    <message>
        <source>The wheel scrolls, and zooms with Ctrl</source>
        <translation>Das Rad scrollt und zoomt mit Strg</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>Befehle suchen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>Alle Tasten zurücksetzen</translation>
    </message>
    <message>
        <source>Keys as in another program</source>
        <translation>Tasten wie in einem anderen Programm</translation>
    </message>
    <message>
        <source>Keys as in…</source>
        <translation>Tasten wie in …</translation>
    </message>
</context>
<context>
    <name>lathe::gui::RecoveryDialog</name>
    <message>
        <source>unnamed</source>
        <translation>ohne Namen</translation>
    </message>
    <message numerus="yes">
        <source>%1
%2 · %n track(s) · last step: %3</source>
        <translation>
            <numerusform>%1
%2 · %n Titel · letzter Schritt: %3</numerusform>
            <numerusform>%1
%2 · %n Titel · letzter Schritt: %3</numerusform>
        </translation>
    </message>
    <message>
        <source>Recover sessions</source>
        <translation>Sitzungen wiederherstellen</translation>
    </message>
    <message>
        <source>Lathe was not closed the last time. Nothing that you did is lost:</source>
        <translation>Lathe wurde beim letzten Mal nicht geschlossen. Nichts, was Sie getan haben, ist verloren:</translation>
    </message>
    <message>
        <source>Sessions to recover</source>
        <translation>Wiederherstellbare Sitzungen</translation>
    </message>
    <message>
        <source>&amp;Recover</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Archive session</source>
        <translation>Sitzung &amp;archivieren</translation>
    </message>
    <message>
        <source>Ask me &amp;later</source>
        <translation>&amp;Später fragen</translation>
    </message>
    <message>
        <source>Kept (10 newest) in the archive</source>
        <translation>Bleibt im Archiv (die 10 neuesten)</translation>
    </message>
    <message numerus="yes">
        <source>%n later step(s) cannot be read</source>
        <translation>
            <numerusform>%n späterer Schritt ist nicht lesbar</numerusform>
            <numerusform>%n spätere Schritte sind nicht lesbar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::RelinkDialog</name>
    <message>
        <source>Locate missing files</source>
        <translation>Fehlende Dateien suchen</translation>
    </message>
    <message numerus="yes">
        <source>%n audio file(s) of this session cannot be found. Show where they are now; nothing is changed in them.</source>
        <translation>
            <numerusform>%n Audiodatei dieser Sitzung wird nicht gefunden. Zeigen Sie, wo sie jetzt ist; in ihr wird nichts geändert.</numerusform>
            <numerusform>%n Audiodateien dieser Sitzung werden nicht gefunden. Zeigen Sie, wo sie jetzt sind; in ihnen wird nichts geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Missing files</source>
        <translation>Fehlende Dateien</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Old folder</source>
        <translation>Alter Ordner</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>&amp;Locate</source>
        <translation>&amp;Verknüpfen</translation>
    </message>
    <message>
        <source>&amp;Search a folder…</source>
        <translation>Einen Ordner durch&amp;suchen …</translation>
    </message>
    <message>
        <source>&amp;Choose the file…</source>
        <translation>Die &amp;Datei wählen …</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>&amp;Jetzt nicht</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Sucht …</translation>
    </message>
    <message>
        <source>%1 of %2 found</source>
        <translation>%1 von %2 gefunden</translation>
    </message>
    <message>
        <source>Look for files</source>
        <translation>Dateien suchen</translation>
    </message>
    <message>
        <source>Search a folder</source>
        <translation>Einen Ordner durchsuchen</translation>
    </message>
    <message>
        <source>Where is %1?</source>
        <translation>Wo ist %1?</translation>
    </message>
</context>
<context>
    <name>lathe::gui::RenderResult</name>
    <message>
        <source>%1: no sample was changed</source>
        <translation>%1: kein Sample wurde geändert</translation>
    </message>
    <message>
        <source>Render</source>
        <translation>Rendern</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Loudness, LUFS</source>
        <translation>Lautheit, LUFS</translation>
    </message>
    <message>
        <source>True peak, dBTP</source>
        <translation>True Peak, dBTP</translation>
    </message>
    <message>
        <source>Loudness range (LRA), LU</source>
        <translation>Lautheitsumfang (LRA), LU</translation>
    </message>
    <message>
        <source>Gain, dB</source>
        <translation>Änderung, dB</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>not written</source>
        <translation>nicht geschrieben</translation>
    </message>
    <message>
        <source>written and read back</source>
        <translation>geschrieben und zurückgelesen</translation>
    </message>
    <message>
        <source>All files are written. The figures are those of the files, read back.</source>
        <translation>Alle Dateien sind geschrieben. Die Werte sind die der Dateien, zurückgelesen.</translation>
    </message>
    <message>
        <source>Some files could not be written.</source>
        <translation>Einige Dateien konnten nicht geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReverbPicture</name>
    <message>
        <source>Impulse response</source>
        <translation>Impulsantwort</translation>
    </message>
    <message>
        <source>The response as it is used: level over time, and as a line the decay of its energy.
Dashed: where the early sound ends.</source>
        <translation>Die Impulsantwort, wie sie verwendet wird: Pegel über die Zeit, und als Linie das Abklingen ihrer Energie.
Gestrichelt: wo der frühe Schall endet.</translation>
    </message>
    <message>
        <source>Drawing the response</source>
        <translation>Die Impulsantwort zeichnen</translation>
    </message>
    <message>
        <source>Reverberation time %1 s</source>
        <translation>Nachhallzeit %1 s</translation>
    </message>
    <message>
        <source>Reading the response…</source>
        <translation>Liest die Impulsantwort …</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>, reverberation time %1 s</source>
        <translation>, Nachhallzeit %1 s</translation>
    </message>
</context>
<context>
    <name>lathe::gui::SampleWindow</name>
    <message>
        <source>Samples</source>
        <translation>Samples</translation>
    </message>
</context>
<context>
    <name>lathe::gui::SelectionText</name>
    <message>
        <source>Cursor %1</source>
        <translation>Cursor %1</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source> %1 – %2 (%3)</source>
        <translation> %1 – %2 (%3)</translation>
    </message>
    <message>
        <source>, %1 – %2 Hz</source>
        <translation>, %1 – %2 Hz</translation>
    </message>
    <message>
        <source>Shown %1 – %2</source>
        <translation>Gezeigt %1 – %2</translation>
    </message>
</context>
<context>
    <name>lathe::gui::SettingsForm</name>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
</context>
<context>
    <name>lathe::gui::SpectrogramView</name>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>Zauberstab</translation>
    </message>
</context>
<context>
    <name>lathe::gui::SpectrumView</name>
    <message>
        <source>Spectrum</source>
        <translation>Spektrum</translation>
    </message>
    <message>
        <source>%1 Hz  %2
now %3, average %4, peak %5 dB</source>
        <translation>%1 Hz  %2
jetzt %3, Mittel %4, Spitze %5 dB</translation>
    </message>
    <message>
        <source>Nothing plays</source>
        <translation>Nichts läuft</translation>
    </message>
    <message>
        <source>Peak at %1 Hz, %2 dB</source>
        <translation>Spitze bei %1 Hz, %2 dB</translation>
    </message>
</context>
<context>
    <name>lathe::gui::StartPage</name>
    <message>
        <source>Drop audio files or a session here</source>
        <translation>Audiodateien oder eine Sitzung hierher ziehen</translation>
    </message>
    <message>
        <source>Lathe shows their waveform and spectrogram, repairs, masters and measures them.
Your files are only read: what you do is kept in a session, and every step can be undone.</source>
        <translation>Lathe zeigt ihre Wellenform und ihr Spektrogramm, repariert, mastert und misst sie.
Ihre Dateien werden nur gelesen: was Sie tun, steht in einer Sitzung, und jeder Schritt lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>Dateien öffnen …</translation>
    </message>
    <message>
        <source>Try the demo mix</source>
        <translation>Den Demo-Mix versuchen</translation>
    </message>
    <message>
        <source>Recent sessions</source>
        <translation>Letzte Sitzungen</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TimeRuler</name>
    <message>
        <source>Time ruler</source>
        <translation>Zeitlineal</translation>
    </message>
    <message>
        <source>Click: cursor. Drag: scroll, and up or down to zoom. Shift and drag: hear what the pointer passes</source>
        <translation>Klick: Cursor. Ziehen: scrollen, auf und ab zoomen. Mit Umschalt ziehen: hören, worüber der Zeiger geht</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrackAnalysis</name>
    <message>
        <source>Measure %1</source>
        <translation>%1 messen</translation>
    </message>
    <message>
        <source>(before its chain)</source>
        <translation>(vor seiner Kette)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrackSound</name>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Peaks</source>
        <translation>Spitzen</translation>
    </message>
    <message>
        <source>Peaks of edits</source>
        <translation>Spitzen der Bearbeitungen</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TracksPanel</name>
    <message>
        <source>Tracks</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>Fade in</source>
        <translation>Einblende</translation>
    </message>
    <message>
        <source>Fade out</source>
        <translation>Ausblende</translation>
    </message>
    <message>
        <source>LUFS</source>
        <translation>LUFS</translation>
    </message>
    <message>
        <source>LRA</source>
        <translation>LRA</translation>
    </message>
    <message>
        <source>dBTP</source>
        <translation>dBTP</translation>
    </message>
</context>
<context>
    <name>lathe::gui::Transport</name>
    <message>
        <source>Open the tracks</source>
        <translation>Die Titel öffnen</translation>
    </message>
    <message>
        <source>Match loudness</source>
        <translation>Lautheit angleichen</translation>
    </message>
    <message>
        <source>default output</source>
        <translation>Standardausgang</translation>
    </message>
    <message>
        <source>%1, %2 kHz, %3 ms</source>
        <translation>%1, %2 kHz, %3 ms</translation>
    </message>
    <message>
        <source> (the sound has %1 kHz)</source>
        <translation> (der Klang hat %1 kHz)</translation>
    </message>
    <message numerus="yes">
        <source>, %n dropout(s)</source>
        <translation>
            <numerusform>, %n Aussetzer</numerusform>
            <numerusform>, %n Aussetzer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::TransportBar</name>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Where the playhead or the cursor is; type a time and press Enter to go there</source>
        <translation>Wo Wiedergabe oder Cursor steht; eine Zeit eintippen und Eingabe drücken, um dorthin zu gehen</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>What you hear: %1 dB. Files are not changed by it</source>
        <translation>Was Sie hören: %1 dB. Dateien werden davon nicht geändert</translation>
    </message>
</context>
<context>
    <name>lathe::gui::WaveformView</name>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Mastering, restoration and measurement of finished mixes</source>
        <translation>Mastering, Restauration und Messung fertiger Mischungen</translation>
    </message>
    <message>
        <source>A session, or audio files</source>
        <translation>Eine Sitzung oder Audiodateien</translation>
    </message>
    <message>
        <source>&apos;lathe-gui --help&apos; says what it takes.</source>
        <translation>„lathe-gui --help“ sagt, was es annimmt.</translation>
    </message>
    <message>
        <source>there is no display to open a window on; start it from a desktop, or use the command line program, lathe.</source>
        <translation>es gibt keinen Bildschirm für ein Fenster; von einer Arbeitsoberfläche aus starten oder das Kommandozeilenprogramm lathe benutzen.</translation>
    </message>
</context>
</TS>
