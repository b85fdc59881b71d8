//! Where the text that a prompt works on begins and ends, and where there is none: by what stands where, not by its words.

use promptwatt_coach::{Coach, Coaching, Options};
use std::sync::OnceLock;

mod counting;
use counting::counter;

fn read(text: &str) -> Coaching {
    static COACH: OnceLock<Coach> = OnceLock::new();
    COACH
        .get_or_init(Coach::builtin)
        .read(text, &Options::default(), counter())
}

/// The one stretch that is worked on, or nothing.
fn payload(text: &str) -> &str {
    let coaching = read(text);
    let mut inside = coaching
        .segments
        .iter()
        .filter(|segment| segment.payload)
        .map(|segment| segment.inner_utf8.clone());
    let Some(first) = inside.next() else {
        return "";
    };
    let end = inside.map(|other| other.end).max().unwrap_or(0);
    text.get(first.start..end.max(first.end)).unwrap_or("")
}

/// Each case is a name and a prompt, in which ⟦ ⟧ stand around what is worked on; without them there is nothing.
#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (name, marked) in cases {
        let expected = marked
            .split_once('⟦')
            .and_then(|(_, rest)| rest.split_once('⟧'))
            .map_or("", |(inside, _)| inside);
        let text = marked.replace(['⟦', '⟧'], "");
        assert_eq!(payload(&text), expected, "{name}: {text}");
    }
}

#[test]
fn a_text_that_stands_first_is_found_by_the_request_below_it() {
    check(&[
        (
            "a length in brackets",
            "⟦The river rose 1.4 m between three and seven and flooded the quay, the cellars and two bridges of the old town.⟧\n\n(summary: 40-55 words)",
        ),
        (
            "a question on the last line, and lines above it",
            "⟦Platform 4 | 06:14 Kiel | cancelled\nPlatform 2 | 06:31 Itzehoe\nPlatform 4 | 06:44 Kiel | 10 minutes late⟧\nwhen does the first one leave that really goes",
        ),
        (
            "a question on the last line, one sentence above it",
            "⟦Nous avons bien reçus votre demande et y répondrons dans les meilleurs délai.⟧\nY a-t-il des fautes ?",
        ),
        (
            "a question and a wish on the last line",
            "⟦Habían muchas personas en la plaza y todas llevaban carteles.⟧\n¿Ves fallos de concordancia? Devuélveme la frase bien.",
        ),
        (
            "what a mail that asks is to become",
            "⟦Could you please tell me whether the room is free on Monday? We are eleven people.⟧\nIs this correct English?",
        ),
        (
            "the language alone, below a paragraph",
            "⟦نفيدكم علمًا بأن السيد المذكور يعمل لدينا منذ 2018 ولا يزال على رأس عمله.⟧\n\nأحتاجها بالإنجليزية للسفارة.",
        ),
        (
            "what is to be mended, below a paragraph",
            "⟦Der Abschlussball find am 14 Juni in der Aula stat.⟧\n\nNur Tippfehler beheben, am Satzbau nichts drehen.",
        ),
        (
            "a longer paragraph, and a note of what it is for",
            "⟦Le stand a accueilli environ 240 visiteurs, contre 190 l'an passé, mais moins de contacts qualifiés. Les démonstrations ont plu, celles de l'application beaucoup moins.⟧\n\nÀ mettre dans ma présentation : trois puces.",
        ),
        (
            "mark-up, and a line that complains",
            "⟦<p dir=\"ltr\">Price: 25 (with tax).</p>\n<style>p { text-align: left; }</style>⟧\nthe dot and the bracket are on the wrong side",
        ),
        (
            "lines of a log with their level first",
            "⟦[ERROR] 12:01 pagos-api timeout tras 30s\n[INFO] 12:01 reintento 1\n[WARN] 12:03 cola en 812 mensajes⟧\nLos servicios que fallaron, en lista.",
        ),
    ]);
}

#[test]
fn a_text_below_its_request_is_found() {
    check(&[
        (
            "below how the answer is to be, in no sentence",
            "一句话新闻，限30字。\n⟦昨夜十一时许，城西农贸市场一熟食店因电线老化起火，消防部门出动四车二十人，四十分钟后扑灭。⟧",
        ),
        (
            "choices behind a colon",
            "这条差评属于哪类：物流、质量、服务？答一个词即可\n⟦快递小哥直接扔门口，箱子都瘪了，打电话还不接⟧",
        ),
        (
            "a question on the first line that names no task",
            "Wie viele Überstunden sind das zusammen in der KW 19?\n⟦KW 18: Mo +0,5 Di 0 Mi +1\nKW 19: Mo +1,5 Di +0,75 Mi 0⟧",
        ),
        (
            "a colon within the text is the text's own",
            "Extract the phone numbers of this advert\n⟦For sale, bedroom, used but clean, ask for Omar 0500 or the office 0110. Chat only: 0550⟧",
        ),
        (
            "a list that a colon leads to, whatever it is for",
            "Put these faults in order of danger:\n⟦- the kitchen lamp flickers\n- a slight smell of gas\n- a leak below the sink⟧",
        ),
        (
            "a list lettered in another script",
            "وزّع الإيميلات هذي على الأقسام: مبيعات، دعم، محاسبة.\n\n⟦أ- نسيت كلمة السر ولا يصلني رابط الاستعادة\nب- نحتاج عرض سعر لـ ٥٠ كرسي مكتب\nج- الفاتورة ٤٤١ فيها ضريبة محسوبة مرتين⟧",
        ),
        (
            "turns with the colon of Chinese",
            "从聊天里抓收货信息，输出json\n\n⟦客户：亲，上次那个红色的还有吗\n客服：有的呢\n客户：那来两件，寄到苏州\n客服：电话留一个哦⟧",
        ),
        (
            "the language alone, above a mail that asks",
            "Auf Englisch bitte.\n\n⟦Könnten Sie mir bitte mitteilen, ob es möglich wäre, mir die Datei zu schicken? Vielen Dank im Voraus.⟧",
        ),
        (
            "a question about a longer paragraph",
            "What am I supposed to bring on Saturday??\n\n⟦Hiya everyone! We meet 9:40 at the lock. Dev has the life vests. Moira is doing sandwiches. Sid can you bring the waterproof bag and the map.⟧",
        ),
        (
            "nothing but what names the answer",
            "Company names, please. All of them.\n\n⟦\"We were talking to Halvorsen Marine and to Kestrel Hydraulics at the same time,\" said Ms Iqbal, who runs procurement at Tidewell. Kestrel dropped out in June.⟧",
        ),
        (
            "a remark after it, in small letters",
            "How many of these were returned late?\n\n⟦loan,title,due,returned\n1101,Bees of the North,2024-03-01,2024-02-27\n1102,Ink,2024-03-01,2024-03-04⟧\n\ntoday's the 25th so if it isn't back it counts",
        ),
        (
            "an error as the request, and the code",
            "Uncaught ReferenceError: process is not defined after the move. In the component there is\n\n⟦const base = process.env.API || \"http://localhost:4000\";\nexport const client = create({ baseURL: base });⟧",
        ),
    ]);
}

#[test]
fn a_text_on_the_line_of_its_request_is_found() {
    check(&[
        (
            "a quoted sentence after a colon, and a question about it",
            "I read this in my rental contract: \"⟦Tenant shall be liable for dilapidations fair wear and tear excepted.⟧\" What am I agreeing to?",
        ),
        (
            "the one quoted sentence among quoted words",
            "Hab von meinem Chef diese Nachricht bekommen: \"⟦I'm not sure that's quite the direction we had in mind.⟧\" Wie schlimm ist das, von „alles ok“ bis „Lebenslauf schreiben“?",
        ),
        (
            "a quotation first, and what it is to become",
            "\"⟦Sorry for the delay, the part is on back order until mid-April⟧\" into Turkish and Greek please",
        ),
        (
            "a quotation first with blanks inside its marks",
            "« ⟦We regret to let you know that your abstract was not selected⟧ » → en français, style universitaire",
        ),
        (
            "a few words about the answer",
            "What's the gist of this? Not too long.",
        ),
        (
            "after a question about the kind of text",
            "One word, sarcastic or sincere? ⟦Oh great, another mandatory fun afternoon. Can't wait.⟧",
        ),
        (
            "after a sentence, where it asks something itself",
            "Correct this message. ⟦Could you please tell me whether the room is free? There is eleven of us.⟧",
        ),
        (
            "how many words it has",
            "Wie viele Wörter hat dieser Satz: ⟦Könnten Sie mir bitte mitteilen, ob der Saal frei ist?⟧",
        ),
        ("an inequation", "Résous dans R : ⟦x² − 5x + 6 ≤ 0⟧"),
        ("a sum of fractions", "Calcula: ⟦(3/4 − 1/6) ÷ 7/12⟧"),
    ]);
}

#[test]
fn what_is_no_text_to_work_on_is_none() {
    check(&[
        (
            "what a text of a length is to say",
            "Caption for the shop, 80 words at most.\n\nThe repair café opens on the first Sunday, toasters welcome, cake by Hamid, no television sets this time.",
        ),
        (
            "what a notice is to say",
            "Aviso pro elevador do prédio: sábado não tem água das 8h às 13h. Curtinho, por favor.",
        ),
        (
            "the subject of a poem",
            "Limerick. Thema: ein Steuerberater aus Wanne-Eickel",
        ),
        ("what is to be proved", "证明：根号2是无理数。"),
        (
            "what is to be planned",
            "Organiza mi semana: trabajo de 9 a 17, gimnasio tres veces, inglés martes y jueves a las 19.",
        ),
        (
            "a puzzle",
            "Puzzle from my nephew's book: two ropes, each burns for exactly an hour. Measure 45 minutes, and not just the answer key please.",
        ),
        (
            "a program to be written",
            "Powershell: get all AD users who haven't logged on for 90 days, export name and last logon to a csv",
        ),
        (
            "a question with its own parts",
            "As someone who has never cooked fish in my life: salmon, how long, what heat, skin on or off?",
        ),
        (
            "a role's first words",
            "Tu es désormais un vieux libraire bourru. Je pousse la porte : « Bonjour, je cherche un cadeau pour ma nièce. »",
        ),
        (
            "the question of an essay",
            "Dissertation de philo : « Peut-on avoir raison contre les faits ? » L'introduction seulement.",
        ),
        (
            "thanks below a request",
            "Hi, I would like to know how I can configure nginx as a reverse proxy for two apps on one server.\n\nThanks!",
        ),
        (
            "a greeting above a request",
            "Hello!\n\nI would like to understand how interest on a mortgage is calculated, and whether paying early makes a difference.",
        ),
        (
            "the only question, below what leads to it",
            "عندي قطة عمرها سنتان ولا تأكل منذ يومين.\n\nماذا أفعل؟",
        ),
        (
            "who goes on asking in small letters",
            "mon chef veut qu'on passe en « holacratie ». perso je n'ai pas compris sa présentation. ça change quoi ?",
        ),
    ]);
}

/// Wherever a text stands that is to be mended, translated or counted, no wording of it is edited.
#[test]
fn what_is_mended_translated_or_counted_is_left_alone_wherever_it_stands() {
    const MAIL: [&str; 2] = [
        "Could you please let me know if it is possible for you to send me the file? I just wanted to basically ask.",
        "Könnten Sie mir bitte mitteilen, ob es eventuell möglich wäre, mir die Datei zu schicken? Vielen Dank im Voraus.",
    ];
    // The edits that the words of the mails get where they are a request of their own: there is something to be left alone.
    for mail in MAIL {
        assert!(!read(mail).suggestions.is_empty(), "{mail}");
    }
    let requests = [
        (0, "Fix the grammar."),
        (0, "Correct this message."),
        (0, "Could you put this into German?"),
        (0, "I need this in French."),
        (0, "Any typos in here?"),
        (0, "How many words are in this text?"),
        (1, "Korrigiere diese Nachricht."),
        (1, "Auf Englisch bitte."),
        (1, "Brauche das auf Französisch."),
        (1, "Wie viele Wörter hat dieser Satz?"),
    ];
    for (of, request) in requests {
        let mail = MAIL[of];
        let open = request.trim_end_matches(['.', '?']);
        for text in [
            format!("{open}: {mail}"),
            format!("{open}:\n{mail}"),
            format!("{request}\n{mail}"),
            format!("{request}\n\n{mail}"),
            format!("{mail}\n\n{request}"),
            format!("{mail}\n{request}"),
            format!("{request} \"{mail}\""),
            format!("\"{mail}\" {request}"),
            format!("{request} {mail}"),
        ] {
            let from = text.find(mail).expect("the mail is in the text");
            let touched: Vec<_> = read(&text)
                .suggestions
                .iter()
                .filter(|one| one.utf8.start < from + mail.len() && one.utf8.end > from)
                .map(|one| one.id.clone())
                .collect();
            assert!(touched.is_empty(), "{text}: {touched:?}");
        }
    }
}
