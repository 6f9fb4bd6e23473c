law({"data":{"total":{{total}},"list":[
@row ,
{"id":"{{stem}}","title":"{{json:title}}","keywords":"","focus_date":"{{date}} 08:00:00","url":"{{url}}","image":"","brief":"","count":"0"}
@end
]}})
